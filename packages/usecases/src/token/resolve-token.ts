import { AppError } from "@byteos/contracts/errors";
import { OrgId, UserId } from "@byteos/contracts/ids";
import type { TokenScope } from "@byteos/contracts/repository";
import type { MemberActor } from "@byteos/contracts/request-context";
import { asService } from "@byteos/db/as-service";
import { accessTokenRepository } from "@byteos/db/repositories/access-token.repository";
import { hashAccessToken } from "./access-token.ts";

const loginAgain = { suggestion: "Sign in again: byteos login" };

/**
 * Whom an access token stands for, with the role the database knows now. Throws `unauthorized` for one that is
 * unknown, revoked or has run out, and `forbidden` when it may not do what is asked.
 */
export async function resolveToken({
  token,
  scope,
}: {
  readonly token: string;
  readonly scope: TokenScope;
}): Promise<MemberActor> {
  const holder = await asService("find whom an access token stands for", async (tx) => {
    const found = await accessTokenRepository.findHolder(tx, hashAccessToken(token));
    if (found !== null) await accessTokenRepository.noteUse(tx, found.id);
    return found;
  });
  if (holder === null) {
    throw new AppError("unauthorized", "token.unknown", "This token is not known.", loginAgain);
  }
  if (holder.revokedAt !== null) {
    throw new AppError("unauthorized", "token.revoked", "This token was revoked.", loginAgain);
  }
  if (holder.expiresAt.getTime() <= Date.now()) {
    throw new AppError("unauthorized", "token.expired", "This token has run out.", loginAgain);
  }
  if (!holder.scopes.includes(scope)) {
    throw new AppError("forbidden", "token.scope-missing", `This token may not ${scope}.`, {
      suggestion: "Make one that may, in Studio's settings, or sign in again: byteos login",
      details: { scope },
    });
  }
  const { userId, email, orgId, role } = holder;
  return { kind: "member", userId: UserId.parse(userId), email, orgId: OrgId.parse(orgId), role };
}
