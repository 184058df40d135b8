import { AppError } from "@byteos/contracts/errors";
import { OrgId, UserId } from "@byteos/contracts/ids";
import type { MemberActor, UserActor } from "@byteos/contracts/request-context";
import { asUser } from "@byteos/db/as-user";
import { memberRepository } from "@byteos/db/repositories/member.repository";

export interface VerifiedSession {
  /** Subject of a token whose signature has been checked. */
  readonly userId: string;
  readonly email: string;
  /** The organisation the person chose last, from a cookie; a mere wish. */
  readonly preferredOrgId?: string | null;
}

/**
 * Who a verified session stands for, with the role the database knows now: the organisation they prefer
 * when they belong to it, else their own first one. Throws `unauthorized` when the account is gone.
 */
export async function resolveActor(session: VerifiedSession): Promise<MemberActor | UserActor> {
  const userId = UserId.parse(session.userId);
  const user: UserActor = { kind: "user", userId, email: session.email };
  const preferredOrgId = OrgId.safeParse(session.preferredOrgId).data ?? null;
  const found = await asUser({ requestId: "session", actor: user }, (tx) =>
    memberRepository.findActing(tx, { userId, preferredOrgId }),
  );
  if (found === null) {
    throw new AppError("unauthorized", "session.ended", "This account no longer exists");
  }
  return found.membership === null ? user : { ...user, kind: "member", ...found.membership };
}
