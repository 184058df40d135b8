import { AppError, httpStatusByErrorKind, isAppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { readJsonBody } from "@byteos/integrations/http/read-json-body";
import { explainError } from "./explain-error.ts";
import { log } from "./log.ts";
import { getRequestContext } from "./session.ts";

const noStore = { "cache-control": "no-store" };
/** A module of 5,000 blocks stays below this. */
const largestBody = 16_000_000;

type Params = Readonly<Record<string, string>>;
interface RouteProps {
  readonly params: Promise<Params>;
}

export interface ApiCall {
  readonly ctx: MemberContext;
  readonly params: Params;
  readonly request: Request;
  /** The JSON that came, or undefined for a GET. */
  readonly body: unknown;
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

async function readJson(request: Request): Promise<unknown> {
  if (!(request.headers.get("content-type") ?? "").startsWith("application/json")) return undefined;
  try {
    return await readJsonBody(request, largestBody);
  } catch (error) {
    if (!isAppError(error) || error.kind !== "limit") throw error;
    throw new AppError("limit", error.code, "This is more than one module may hold.", {
      suggestion: "Split the module.",
    });
  }
}

async function requireApiMember(): Promise<MemberContext> {
  const ctx = await getRequestContext();
  if (ctx.actor.kind !== "member") {
    throw new AppError("unauthorized", "session.required", "Sign in to continue");
  }
  return { ...ctx, actor: ctx.actor };
}

/**
 * A route of this app's own pages: same origin, the caller's session, JSON in and out. What `handle` gives is
 * sent as JSON, or as it is when it is a Response. Errors come out as `{error: {code, message, …}}`.
 */
export function apiRoute(
  name: string,
  handle: (call: ApiCall) => Promise<unknown>,
): (request: Request, props: RouteProps) => Promise<Response> {
  return async (request, props) => {
    const startedAt = performance.now();
    const requestId = request.headers.get("x-request-id") ?? "";
    const durationMs = () => Math.round(performance.now() - startedAt);
    try {
      if (request.method !== "GET") requireSameOrigin(request);
      const ctx = await requireApiMember();
      const body = request.method === "GET" ? undefined : await readJson(request);
      const value = await handle({ ctx, body, request, params: await props.params });
      log.info(name, {
        requestId,
        actorId: ctx.actor.userId,
        durationMs: durationMs(),
        outcome: "ok",
      });
      return value instanceof Response ? value : Response.json(value ?? null, { headers: noStore });
    } catch (error) {
      const explained = explainError(error, name, requestId);
      if (explained.kind !== "internal") {
        log.info(name, { requestId, durationMs: durationMs(), outcome: explained.code });
      }
      return Response.json(
        { error: { ...explained, requestId } },
        { status: httpStatusByErrorKind[explained.kind], headers: noStore },
      );
    }
  };
}

/** The body of a request with what its address names. */
export function withParams(body: unknown, params: Params): Record<string, unknown> {
  return { ...(typeof body === "object" && body !== null ? body : {}), ...params };
}
