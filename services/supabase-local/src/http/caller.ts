import { createHash, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { HttpAnswer } from "./errors.ts";

export interface ApiKeys {
  publishableKey: string;
  secretKey: string;
}

export type KeyKind = "publishable" | "secret";

export interface Caller {
  /** Which project key came with the request; null on roads that need none. */
  key: KeyKind | null;
  /** The token of a user (or role), as sent; null when only a project key was sent. */
  token: string | null;
}

/**
 * Reads who calls, as the hosted gateway does: a project key in `apikey` (header or query); the same key
 * in `Authorization` stands for the key's role; anything else there is a user's token.
 */
export function identifyCaller(context: Context, keys: ApiKeys, isKeyNeeded: boolean): Caller {
  const sent = context.req.header("apikey") ?? context.req.query("apikey") ?? null;
  const bearer = readBearer(context.req.header("authorization"));
  if (sent === null) {
    const key = bearer === null ? null : matchKey(bearer, keys);
    if (key !== null && !isKeyNeeded) return { key, token: null };
    if (isKeyNeeded) {
      throw new HttpAnswer(401, {
        message: "No API key found in request",
        hint: "No `apikey` request header or url param was found.",
      });
    }
    return { key: null, token: bearer };
  }
  const key = matchKey(sent, keys);
  if (key === null) {
    throw new HttpAnswer(401, {
      message: "Invalid API key",
      hint: "Double check your Supabase `anon` or `service_role` API key.",
    });
  }
  return { key, token: bearer === null || matchKey(bearer, keys) !== null ? null : bearer };
}

function readBearer(header: string | undefined): string | null {
  const match = /^bearer\s+(\S+)\s*$/i.exec(header ?? "");
  return match?.[1] ?? null;
}

export function matchKey(value: string, keys: ApiKeys): KeyKind | null {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  const sent = digest(value);
  const isSecret = timingSafeEqual(sent, digest(keys.secretKey));
  const isPublishable = timingSafeEqual(sent, digest(keys.publishableKey));
  return isSecret ? "secret" : isPublishable ? "publishable" : null;
}
