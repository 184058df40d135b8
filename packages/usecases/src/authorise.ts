import { AppError } from "@byteos/contracts/errors";
import type { MemberContext, RequestContext } from "@byteos/contracts/request-context";
import { type Capability, roleCan } from "@byteos/contracts/role";

/** Throws `unauthorized` for a visitor, `forbidden` for a member whose role lacks the capability. */
export function requireCapability(
  ctx: RequestContext,
  capability: Capability,
): asserts ctx is MemberContext {
  const { actor } = ctx;
  if (actor.kind === "public") {
    throw new AppError("unauthorized", "session.required", "Sign in to continue");
  }
  if (actor.kind === "user") {
    throw new AppError(
      "forbidden",
      "session.organisation-required",
      "Join or create an organisation first",
    );
  }
  if (!roleCan(actor.role, capability)) {
    throw new AppError("forbidden", "session.capability-missing", "Your role does not allow this", {
      details: { capability, role: actor.role },
    });
  }
}
