import { createHash, randomBytes } from "node:crypto";

/** Days that a link in an invitation stays good. */
export const invitationDays = 14;

/** 256 random bits for the link, and the hash that is stored in their place. */
export function makeInvitationToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString("base64url");
  return { token, tokenHash: hashInvitationToken(token) };
}

export function hashInvitationToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

export function invitationExpiry(now = Date.now()): Date {
  return new Date(now + invitationDays * 86_400_000);
}
