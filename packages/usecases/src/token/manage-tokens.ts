import { AppError } from "@byteos/contracts/errors";
import { TokenScope } from "@byteos/contracts/repository";
import { asUser } from "@byteos/db/as-user";
import {
  accessTokenRepository,
  type AccessTokenRow,
} from "@byteos/db/repositories/access-token.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { expiryAfterDays, hashAccessToken, makeAccessToken } from "./access-token.ts";

export const mostTokenDays = 365;
const mostActive = 50;

export const CreateAccessTokenInput = z.strictObject({
  name: z.string().trim().min(1, "Say what it is for").max(100),
  scopes: z
    .array(TokenScope)
    .min(1, "Choose what it may do")
    .transform((scopes) => [...new Set(scopes)]),
  days: z.int().min(1).max(mostTokenDays).default(90),
});

export interface CreatedToken {
  readonly tokenId: string;
  /** Shown this once; only its hash is kept. */
  readonly token: string;
  readonly expiresAt: Date;
}

/** A token with which programs act as the person who asks, in this organisation. */
export async function createAccessToken({ ctx, input }: UseCase): Promise<CreatedToken> {
  requireCapability(ctx, "course.take");
  const { name, scopes, days } = CreateAccessTokenInput.parse(input);
  const { userId, orgId } = ctx.actor;
  const { token, tokenHash, hint } = makeAccessToken();
  const expiresAt = expiryAfterDays(days);
  return asUser(ctx, async (tx) => {
    if ((await accessTokenRepository.countActive(tx, userId)) >= mostActive) {
      throw new AppError("limit", "token.too-many", `You have ${mostActive} tokens already.`, {
        suggestion: "Revoke some that you do not use.",
      });
    }
    const row = { userId, orgId, name, tokenHash, hint, scopes, expiresAt };
    const tokenId = await accessTokenRepository.add(tx, row);
    await recordAudit(tx, ctx, {
      action: "token.create",
      targetType: "access-token",
      targetId: tokenId,
      details: { scopes: scopes.join(","), days },
    });
    return { tokenId, token, expiresAt };
  });
}

/** The person's own in this organisation, also those that have run out or were revoked; newest first. */
export async function listAccessTokens({
  ctx,
}: Pick<UseCase, "ctx">): Promise<readonly AccessTokenRow[]> {
  requireCapability(ctx, "course.take");
  const { userId, orgId } = ctx.actor;
  return asUser(ctx, (tx) => accessTokenRepository.list(tx, { userId, orgId }));
}

export const RevokeAccessTokenInput = z.strictObject({ tokenId: z.uuid() });

/** Ends a token at once. `not_found` for somebody else's, and for one that was revoked before. */
export async function revokeAccessToken({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const { tokenId } = RevokeAccessTokenInput.parse(input);
  await asUser(ctx, async (tx) => {
    if (!(await accessTokenRepository.revoke(tx, { userId: ctx.actor.userId, tokenId }))) {
      throw new AppError("not_found", "token.not-found", "There is no such token.");
    }
    await recordAudit(tx, ctx, {
      action: "token.revoke",
      targetType: "access-token",
      targetId: tokenId,
    });
  });
}

/** Ends the token that a program holds. Ending it again changes nothing. */
export async function revokeOwnToken({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const { token } = z.strictObject({ token: z.string().max(200) }).parse(input);
  const tokenHash = hashAccessToken(token);
  await asUser(ctx, async (tx) => {
    const tokenId = await accessTokenRepository.findOwn(tx, ctx.actor.userId, tokenHash);
    if (tokenId === null) return;
    await accessTokenRepository.revoke(tx, { userId: ctx.actor.userId, tokenId });
    await recordAudit(tx, ctx, {
      action: "token.revoke",
      targetType: "access-token",
      targetId: tokenId,
    });
  });
}
