import { AppError, httpStatusByErrorKind, isAppError } from "@byteos/contracts/errors";
import type { TokenScope } from "@byteos/contracts/repository";
import type { MemberContext, PublicActor, RequestContext } from "@byteos/contracts/request-context";
import { readJsonBody } from "@byteos/integrations/http/read-json-body";
import type { ApiError } from "./api-error.ts";
import { explainError } from "./explain-error.ts";
import type { Log } from "./log.ts";
import type { Session } from "./session.ts";

const noStore = { "cache-control": "no-store" };

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

export interface ApiRouteOptions {
  readonly log: Log;
  readonly session: Pick<Session, "getRequestContext" | "contextOfToken">;
  /** Bytes of JSON that a request may have. */
  readonly largestBody: number;
  /** What people read who send more. */
  readonly tooLarge?: { readonly message: string; readonly suggestion: string };
}

export interface OpenApiCall extends Omit<ApiCall, "ctx"> {
  readonly ctx: RequestContext<PublicActor>;
}

export interface RouteOptions {
  /** Programs may call it too, with the person's Supabase token instead of cookies. */
  readonly mayBringToken?: boolean;
  /** The same, and with a token of ours that has this scope. */
  readonly scope?: TokenScope;
}

export type ApiRoute = (
  name: string,
  handle: (call: ApiCall) => Promise<unknown>,
  options?: RouteOptions,
) => (request: Request, props: RouteProps) => Promise<Response>;

/**
 * Makes routes of an app's own pages: same origin, the caller's session, JSON in and out. What `handle` gives is
 * sent as JSON, or as it is when it is a Response. Errors come out as `{error: {code, message, …}}` with the
 * status of their kind.
 */
export function createApiRoute(options: ApiRouteOptions): ApiRoute {
  const { log, session } = options;
  return (name, handle, { mayBringToken = false, scope } = {}) =>
    (request, props) =>
      answer(log, name, request, async () => {
        const token = mayBringToken || scope !== undefined ? readBearer(request) : null;
        // Only cookies come along by themselves, so only they need a page of ours around them.
        if (token === null && !isReading(request)) requireSameOrigin(request);
        const { actor, ...rest } = await (token === null
          ? session.getRequestContext()
          : session.contextOfToken(token, scope));
        if (actor.kind !== "member") {
          throw new AppError("unauthorized", "session.required", "Sign in to continue");
        }
        const body = isReading(request) ? undefined : await readJson(request, options);
        const call = { ctx: { ...rest, actor }, body, request, params: await props.params };
        return { value: await handle(call), actorId: actor.userId };
      });
}

export interface OpenApiRouteOptions extends Omit<ApiRouteOptions, "session"> {
  readonly session: Pick<Session, "getPublicContext">;
}

/** The same for programs that nobody has let in yet: no session is looked at. */
export function createOpenApiRoute(options: OpenApiRouteOptions) {
  const { log, session } = options;
  return (name: string, handle: (call: OpenApiCall) => Promise<unknown>) =>
    (request: Request, props: RouteProps): Promise<Response> =>
      answer(log, name, request, async () => {
        const ctx = await session.getPublicContext();
        const body = isReading(request) ? undefined : await readJson(request, options);
        return { value: await handle({ ctx, body, request, params: await props.params }) };
      });
}

async function answer(
  log: Log,
  name: string,
  request: Request,
  work: () => Promise<{ readonly value: unknown; readonly actorId?: string }>,
): Promise<Response> {
  const startedAt = performance.now();
  const requestId = request.headers.get("x-request-id") ?? "";
  const durationMs = () => Math.round(performance.now() - startedAt);
  try {
    const { value, ...who } = await work();
    log.info(name, { requestId, ...who, durationMs: durationMs(), outcome: "ok" });
    return value instanceof Response ? value : Response.json(value ?? null, { headers: noStore });
  } catch (error) {
    const explained = explainError(error, { log, event: name, requestId });
    if (explained.kind !== "internal") {
      log.info(name, { requestId, durationMs: durationMs(), outcome: explained.code });
    }
    return Response.json({ error: { ...explained, requestId } } satisfies ApiError, {
      status: httpStatusByErrorKind[explained.kind],
      headers: noStore,
    });
  }
}

function isReading({ method }: Request): boolean {
  return method === "GET" || method === "HEAD";
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

async function readJson(
  request: Request,
  { largestBody, tooLarge }: Pick<ApiRouteOptions, "largestBody" | "tooLarge">,
): Promise<unknown> {
  if (!(request.headers.get("content-type") ?? "").startsWith("application/json")) return undefined;
  try {
    return await readJsonBody(request, largestBody);
  } catch (error) {
    if (tooLarge === undefined || !isAppError(error) || error.kind !== "limit") throw error;
    throw new AppError("limit", error.code, tooLarge.message, { suggestion: tooLarge.suggestion });
  }
}

/** The body of a request with what its address names. */
export function withParams(body: unknown, params: Params): Record<string, unknown> {
  return { ...(typeof body === "object" && body !== null ? body : {}), ...params };
}
