import { AppError, isAppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { explainError } from "@byteos/web/explain-error";
import type { Explained } from "@byteos/web/explain-error";
import { unstable_rethrow } from "next/navigation";
import { log } from "./log.ts";
import { getRequestContext } from "./session.ts";

export type ActionResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Explained };

/** A server action for members: session, one log line, errors as words. Next's own redirects pass through. */
export async function runMemberAction<T>(
  name: string,
  work: (ctx: MemberContext) => Promise<T>,
): Promise<ActionResult<T>> {
  const startedAt = performance.now();
  const ctx = await getRequestContext();
  const { requestId, actor } = ctx;
  try {
    if (actor.kind !== "member")
      throw new AppError("unauthorized", "session.required", "Sign in to continue");
    const value = await work({ ...ctx, actor });
    log.info(name, {
      requestId,
      actorId: actor.userId,
      durationMs: Math.round(performance.now() - startedAt),
      outcome: "ok",
    });
    return { ok: true, value };
  } catch (error) {
    unstable_rethrow(error);
    const explained = explainError(error, { log, event: name, requestId });
    if (isAppError(error)) log.info(name, { requestId, outcome: explained.code });
    return { ok: false, error: explained };
  }
}
