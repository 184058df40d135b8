import type { MemberActor, RequestContext, UserActor } from "@byteos/contracts/request-context";
import { inTransaction, type Tx } from "./transaction.ts";

/** What the policies read of the person who asks, in the shape of Supabase's own claims. */
export function claimsOf(actor: MemberActor | UserActor): string {
  return JSON.stringify({
    sub: actor.userId,
    role: "authenticated",
    email: actor.email,
    ...(actor.kind === "member" ? { org_id: actor.orgId } : {}),
  });
}

/**
 * One transaction as the person who asks: row level security decides what `work` sees and changes.
 * Put several reads in one call rather than one call each. May run again after a deadlock.
 */
export function asUser<T>(
  ctx: RequestContext<MemberActor | UserActor>,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return inTransaction({ role: "byteos_user", "request.jwt.claims": claimsOf(ctx.actor) }, work);
}
