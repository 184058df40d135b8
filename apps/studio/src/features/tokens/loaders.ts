import { listAccessTokens } from "@byteos/usecases/token/manage-tokens";
import { timeZoneOfRequest } from "@byteos/web/time-zone";
import { requireMember } from "../../lib/session.ts";

export interface TokenView {
  readonly id: string;
  readonly name: string;
  /** Its last letters. */
  readonly hint: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
  readonly state: "active" | "expired" | "revoked";
}

export interface TokensView {
  readonly tokens: readonly TokenView[];
  readonly clock: { readonly now: Date; readonly timeZone: string };
}

export async function loadTokensPage(): Promise<TokensView> {
  const ctx = await requireMember();
  const now = new Date();
  const tokens = await listAccessTokens({ ctx });
  return {
    clock: { now, timeZone: await timeZoneOfRequest() },
    tokens: tokens.map(({ id, name, hint, scopes, expiresAt, lastUsedAt, revokedAt }) => ({
      id,
      name,
      hint,
      scopes,
      expiresAt,
      lastUsedAt,
      state: revokedAt !== null ? "revoked" : expiresAt <= now ? "expired" : "active",
    })),
  };
}
