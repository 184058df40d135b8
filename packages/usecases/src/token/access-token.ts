import { createHash, randomBytes } from "node:crypto";

/** Makes a token of ours known wherever one is found. */
const prefix = "byteos_";

/** 256 random bits, what is stored in their place, and its last letters. */
export function makeAccessToken(): { token: string; tokenHash: string; hint: string } {
  const token = prefix + randomBytes(32).toString("base64url");
  return { token, tokenHash: hashAccessToken(token), hint: token.slice(-4) };
}

export function hashAccessToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

export function isAccessToken(token: string): boolean {
  return token.startsWith(prefix);
}

export function expiryAfterDays(days: number, now = Date.now()): Date {
  return new Date(now + days * 86_400_000);
}
