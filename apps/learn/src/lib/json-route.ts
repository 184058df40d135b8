import { AppError, httpStatusByErrorKind, isAppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { readJsonBody } from "@byteos/integrations/http/read-json-body";
import { z } from "zod";
import { errorFields, log } from "./log.ts";
import { contextOfToken, getRequestContext } from "./session.ts";

const noStore = { "cache-control": "no-store" };
const largestBody = 1_000_000;

/**
 * A POST handler for this app's own pages: same origin, JSON in and out, the caller's session. An error comes
 * out as `{error: {code, message, suggestion?, requestId}}` with the status of its kind. A handler that streams
 * answers with a response of its own, and stops when the signal says that the caller has gone. `mayBringToken`:
 * programs may call it too, with the person's access token instead of cookies.
 */
export function jsonRoute<T>(
  name: string,
  handle: (ctx: MemberContext, input: unknown, signal: AbortSignal) => Promise<T>,
  { mayBringToken = false }: { mayBringToken?: boolean } = {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    const startedAt = performance.now();
    const requestId = request.headers.get("x-request-id") ?? "";
    try {
      const token = mayBringToken ? readBearer(request) : null;
      // Only cookies come along by themselves, so only they need a page of ours around them.
      if (token === null) requireSameOrigin(request);
      const ctx = token === null ? await getRequestContext() : await contextOfToken(token);
      if (ctx.actor.kind !== "member") {
        throw new AppError("unauthorized", "session.required", "Sign in to continue");
      }
      const value = await handle(
        { ...ctx, actor: ctx.actor },
        await readJsonBody(request, largestBody),
        request.signal,
      );
      log.info(name, {
        requestId,
        actorId: ctx.actor.userId,
        durationMs: sinceMs(startedAt),
        outcome: "ok",
      });
      return value instanceof Response ? value : Response.json(value, { headers: noStore });
    } catch (error) {
      return describeError(name, { error, requestId, startedAt });
    }
  };
}

const sinceMs = (startedAt: number) => Math.round(performance.now() - startedAt);

function describeError(
  name: string,
  { error, requestId, startedAt }: { error: unknown; requestId: string; startedAt: number },
): Response {
  const known = isAppError(error)
    ? error
    : error instanceof z.ZodError
      ? new AppError("validation", "request.invalid", "The request does not have the expected form")
      : null;
  const durationMs = sinceMs(startedAt);
  if (known === null || known.kind === "internal") {
    log.error(name, { requestId, durationMs, outcome: "failed", ...errorFields(error) });
    const body = {
      error: { code: "internal", message: "Something failed on our side", requestId },
    };
    return Response.json(body, { status: 500, headers: noStore });
  }
  log.info(name, { requestId, durationMs, outcome: known.code });
  const { code, message, suggestion } = known;
  return Response.json(
    { error: { code, message, suggestion, requestId } },
    { status: httpStatusByErrorKind[known.kind], headers: noStore },
  );
}

function readBearer(request: Request): string | null {
  return /^bearer (\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
}

function requireSameOrigin(request: Request): void {
  const site = request.headers.get("sec-fetch-site");
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  const isSame =
    site === null ? origin === null || URL.parse(origin)?.host === host : site === "same-origin";
  if (!isSame)
    throw new AppError("forbidden", "request.cross-origin", "This comes from another site");
}
