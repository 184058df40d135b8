import { TokenScope } from "@byteos/contracts/repository";
import { OrgRole } from "@byteos/contracts/role";
import { z } from "zod";
import type { Tx } from "../transaction.ts";

export interface NewAccessToken {
  readonly userId: string;
  readonly orgId: string;
  readonly name: string;
  readonly tokenHash: string;
  readonly hint: string;
  readonly scopes: readonly TokenScope[];
  readonly expiresAt: Date;
}

const TokenRow = z.object({
  id: z.string(),
  name: z.string(),
  hint: z.string(),
  scopes: z.array(TokenScope),
  createdAt: z.date(),
  expiresAt: z.date(),
  lastUsedAt: z.date().nullable(),
  revokedAt: z.date().nullable(),
});
export type AccessTokenRow = z.infer<typeof TokenRow>;

const TokenHolder = z.object({
  id: z.string(),
  userId: z.string(),
  email: z.string(),
  orgId: z.string(),
  role: OrgRole,
  scopes: z.array(TokenScope),
  expiresAt: z.date(),
  revokedAt: z.date().nullable(),
});
export type TokenHolder = z.infer<typeof TokenHolder>;

export const accessTokenRepository = {
  async add(tx: Tx, token: NewAccessToken): Promise<string> {
    const { scopes, ...rest } = token;
    const row = await tx.accessToken.create({
      data: { ...rest, scopes: [...scopes] },
      select: { id: true },
    });
    return row.id;
  },

  async countActive(tx: Tx, userId: string): Promise<number> {
    return tx.accessToken.count({
      where: { userId, revokedAt: null, expiresAt: { gt: new Date() } },
    });
  },

  /** The person's own in one organisation, newest first. */
  async list(tx: Tx, { userId, orgId }: { userId: string; orgId: string }) {
    const rows = await tx.accessToken.findMany({
      where: { userId, orgId },
      select: {
        id: true,
        name: true,
        hint: true,
        scopes: true,
        createdAt: true,
        expiresAt: true,
        lastUsedAt: true,
        revokedAt: true,
      },
      orderBy: { createdAt: "desc" },
      take: 200,
    });
    return z.array(TokenRow).parse(rows);
  },

  async findOwn(tx: Tx, userId: string, tokenHash: string): Promise<string | null> {
    const row = await tx.accessToken.findFirst({
      where: { userId, tokenHash, revokedAt: null },
      select: { id: true },
    });
    return row?.id ?? null;
  },

  /** False when it is not theirs, or was revoked before. */
  async revoke(tx: Tx, { userId, tokenId }: { userId: string; tokenId: string }): Promise<boolean> {
    const { count } = await tx.accessToken.updateMany({
      where: { id: tokenId, userId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
    return count === 1;
  },

  /** Whose a token is, with their role as it is now. Needs the service's rights: nobody is known yet. */
  async findHolder(tx: Tx, tokenHash: string): Promise<TokenHolder | null> {
    const [row] = await tx.$queryRaw<unknown[]>`
      select id, user_id as "userId", email, org_id as "orgId", role, scopes,
        expires_at as "expiresAt", revoked_at as "revokedAt"
      from app.token_holder(${tokenHash})`;
    return row === undefined ? null : TokenHolder.parse(row);
  },

  /** At most once a minute, so that a busy client does not write with each request. */
  async noteUse(tx: Tx, tokenId: string): Promise<void> {
    await tx.$executeRaw`
      update access_tokens set last_used_at = now()
      where id = ${tokenId}::uuid and (last_used_at is null or last_used_at < now() - interval '1 minute')`;
  },
};
