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
  /** What the token says of how the person signed in; the first step alone when it says nothing. */
  readonly isPastSecondStep?: boolean;
}

/** The first step alone, of a person who has a second: it stands for nobody yet. */
export interface SecondStepOwed {
  readonly kind: "second-step-owed";
}

/**
 * Who a verified session stands for, with the role the database knows now: the organisation they prefer
 * when they belong to it, else their own first one. Says so when the person has a second step
 * that this session has not passed. Throws `unauthorized` when the account is gone.
 */
export async function resolveActor(
  session: VerifiedSession,
): Promise<MemberActor | UserActor | SecondStepOwed> {
  const userId = UserId.parse(session.userId);
  const user: UserActor = { kind: "user", userId, email: session.email };
  const preferredOrgId = OrgId.safeParse(session.preferredOrgId).data ?? null;
  const found = await asUser({ requestId: "session", actor: user }, (tx) =>
    memberRepository.findActing(tx, { userId, preferredOrgId }),
  );
  if (found === null) {
    throw new AppError("unauthorized", "session.ended", "This account no longer exists");
  }
  if (found.hasSecondStep && session.isPastSecondStep !== true) {
    return { kind: "second-step-owed" };
  }
  return found.membership === null ? user : { ...user, kind: "member", ...found.membership };
}
