import { decodeJwt } from "jose";
import type { AccessTokens } from "../auth/access-tokens.ts";
import type { KeyKind } from "../http/caller.ts";

/** As whom a channel is used. */
export interface Identity {
  role: string;
  claims: Record<string, unknown>;
  /** When the token ends, in milliseconds since 1970; null for a project key, which does not. */
  expiresAtMs: number | null;
  token: string | null;
  /** Those of its request that are the client's own (`x-…`); policies may read them. */
  headers: Record<string, string>;
}

export type CheckedToken =
  | { isGood: true; identity: Identity }
  /** `code` as the hosted service names the reason. */
  | { isGood: false; code: string; message: string };

const keyRoles = { publishable: "anon", secret: "service_role" } as const;

export function identifyKey(key: KeyKind, headers: Record<string, string>): Identity {
  const role = keyRoles[key];
  return { role, claims: { role }, expiresAtMs: null, token: null, headers };
}

export function keepOwnHeaders(all: Readonly<Record<string, unknown>>): Record<string, string> {
  const own = Object.entries(all).filter(
    (entry): entry is [string, string] => entry[0].startsWith("x-") && typeof entry[1] === "string",
  );
  return Object.fromEntries(own);
}

/** Finds out who a token stands for, or says in the hosted service's words why it is refused. */
export async function checkToken(
  tokens: AccessTokens,
  token: string,
  headers: Record<string, string>,
): Promise<CheckedToken> {
  const claims = await tokens.verify(token);
  if (!claims) return explainRefusal(token);
  if (claims.role === undefined) {
    return refuse("InvalidJWTToken", "Fields `role` and `exp` are required in JWT");
  }
  const expiresAtMs = Number(claims["exp"]) * 1_000;
  return { isGood: true, identity: { role: claims.role, claims, expiresAtMs, token, headers } };
}

function explainRefusal(token: string): CheckedToken {
  let expiresAt: number | undefined;
  try {
    expiresAt = decodeJwt(token).exp;
  } catch {
    return refuse("MalformedJWT", "The token provided is not a valid JWT");
  }
  const secondsAgo = Math.floor(Date.now() / 1_000) - (expiresAt ?? Number.POSITIVE_INFINITY);
  return secondsAgo >= 0
    ? refuse("InvalidJWTToken", sayExpired(secondsAgo))
    : refuse("JwtSignatureError", "Failed to validate JWT signature");
}

export function sayExpired(secondsAgo: number): string {
  return `Token has expired ${secondsAgo} seconds ago`;
}

function refuse(code: string, message: string): CheckedToken {
  return { isGood: false, code, message };
}
