import { AppError } from "@byteos/contracts/errors";
import type { MemberActor, RequestContext, UserActor } from "@byteos/contracts/request-context";
import { asUser } from "@byteos/db/as-user";
import { profileRepository } from "@byteos/db/repositories/profile.repository";

export interface ProfileView {
  readonly userId: string;
  readonly email: string;
  readonly fullName: string;
  readonly avatarUrl: string | null;
  readonly isOnboarded: boolean;
  readonly preferredLanguage: string;
}

export async function loadProfile({
  ctx,
}: {
  ctx: RequestContext<MemberActor | UserActor>;
}): Promise<ProfileView> {
  const row = await asUser(ctx, (tx) => profileRepository.find(tx, ctx.actor.userId));
  if (row === null) {
    throw new AppError("unauthorized", "session.ended", "This account no longer exists");
  }
  return {
    userId: row.id,
    email: ctx.actor.email,
    fullName: row.fullName,
    avatarUrl: row.avatarUrl,
    isOnboarded: row.onboardingComplete,
    preferredLanguage: row.learnerProfile?.preferredLanguage ?? "en",
  };
}
