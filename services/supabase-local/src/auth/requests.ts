import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { z } from "zod";
import { readBodyText } from "../http/body.ts";
import { identifyCaller } from "../http/caller.ts";
import type { Claims } from "./access-tokens.ts";
import { AuthError } from "./auth-error.ts";
import type { AuthServices } from "./auth-services.ts";
import type { Device } from "./device.ts";
import { findUserById, type UserRow } from "./users.ts";

const largestBodyBytes = 256 * 1024;

export const Email = z
  .string({ error: "Unable to validate email address: invalid format" })
  .trim()
  .toLowerCase()
  .max(255)
  .pipe(z.email({ error: "Unable to validate email address: invalid format" }));

export const Metadata = z.record(z.string(), z.unknown());

/** A key set to null asks for its removal. */
export function listNullKeys(metadata: Record<string, unknown>): string[] {
  return Object.keys(metadata).filter((key) => metadata[key] === null);
}

/** Reads a JSON body by its schema; says what is wrong with the first field that is not right. */
export async function readBody<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const text = await readBodyText(context, largestBodyBytes);
  if (text === null) throw new AuthError(413, "request_too_large", "Request body is too large");
  let body: unknown = {};
  if (text.trim() !== "") {
    try {
      body = JSON.parse(text);
    } catch {
      throw new AuthError(400, "bad_json", "Could not parse request body as JSON");
    }
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AuthError(400, "validation_failed", issue?.message ?? "Invalid request");
}

/** Who is asking, for rate limits and the session list. A server may name its caller with the secret key. */
export function readDevice(context: Context, services: AuthServices): Device {
  const forwarded = context.req.header("sb-forwarded-for")?.split(",")[0]?.trim();
  const caller = identifyCaller(context, services.keys, false);
  const isTrusted =
    caller.key === "secret" && z.union([z.ipv4(), z.ipv6()]).safeParse(forwarded).success;
  const socket = getConnInfo(context).remote.address ?? "127.0.0.1";
  return {
    address: isTrusted && forwarded ? forwarded : socket.replace(/^::ffff:/, ""),
    userAgent: context.req.header("user-agent") ?? "",
  };
}

export interface SignedIn {
  user: UserRow;
  claims: Claims;
  sessionId: string | null;
  /** Of the session as it is kept, not as the token remembers it. */
  aal: "aal1" | "aal2";
}

/** The user of the bearer token. Throws when the token, its user or its session is not (or no longer) good. */
export async function requireUser(context: Context, services: AuthServices): Promise<SignedIn> {
  const claims = await requireToken(context, services);
  if (!z.uuid().safeParse(claims.sub).success || claims.sub === undefined) {
    throw new AuthError(403, "bad_jwt", "invalid claim: missing sub claim");
  }
  const user = await findUserById(services.pool, claims.sub);
  if (!user)
    throw new AuthError(403, "user_not_found", "User from sub claim in JWT does not exist");
  const sessionId = claims.session_id ?? null;
  let aal: SignedIn["aal"] = "aal1";
  if (sessionId !== null) {
    const session = await services.pool.query<{ aal: string | null }>(
      "select aal from auth.sessions where id = $1 and user_id = $2",
      [z.uuid().safeParse(sessionId).data ?? null, user.id],
    );
    if (session.rows[0]?.aal === "aal2") aal = "aal2";
    if (session.rowCount === 0) {
      throw new AuthError(
        403,
        "session_not_found",
        "Session from session_id claim in JWT does not exist",
      );
    }
  }
  return { user, claims, sessionId, aal };
}

/** A signed-in person with a session and an account of their own; an anonymous one is refused. */
export async function requireMember(
  context: Context,
  services: AuthServices,
): Promise<SignedIn & { sessionId: string }> {
  const signedIn = await requireUser(context, services);
  if (signedIn.user.is_anonymous) {
    throw new AuthError(
      403,
      "no_authorization",
      "Anonymous user not allowed to perform these actions",
    );
  }
  const { sessionId } = signedIn;
  if (sessionId === null) {
    throw new AuthError(403, "bad_jwt", "invalid claim: missing session_id claim");
  }
  return { ...signedIn, sessionId };
}

async function requireToken(context: Context, services: AuthServices): Promise<Claims> {
  const caller = identifyCaller(context, services.keys, true);
  if (caller.token === null) {
    // A project key alone stands for a role, and a role has no user.
    const isKeySent = context.req.header("authorization") !== undefined;
    throw isKeySent
      ? new AuthError(403, "bad_jwt", "invalid claim: missing sub claim")
      : new AuthError(401, "no_authorization", "This endpoint requires a valid Bearer token");
  }
  const claims = await services.tokens.verify(caller.token);
  if (!claims) {
    throw new AuthError(
      403,
      "bad_jwt",
      "invalid JWT: unable to parse or verify signature, token is unverifiable or has expired",
    );
  }
  return claims;
}

/** Lets only the secret key (or a token of the role it stands for) through. */
export async function requireAdmin(context: Context, services: AuthServices): Promise<void> {
  const caller = identifyCaller(context, services.keys, true);
  const isKey = caller.token === null && caller.key === "secret";
  if (isKey) return;
  const claims = caller.token === null ? null : await services.tokens.verify(caller.token);
  if (claims?.role === "service_role") return;
  if (caller.token !== null && claims === null) {
    throw new AuthError(403, "bad_jwt", "invalid JWT: unable to parse or verify signature");
  }
  throw new AuthError(403, "not_admin", "User not allowed");
}
