import type { MemberActor, RequestContext, UserActor } from "@byteos/contracts/request-context";
import { asUser } from "@byteos/db/as-user";
import { profileRepository } from "@byteos/db/repositories/profile.repository";
import { z } from "zod";
import type { UseCase } from "../use-case.ts";

export const UpdateProfileInput = z.strictObject({
  fullName: z.string().trim().max(200).optional(),
  avatarUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .optional(),
  isOnboarded: z.boolean().optional(),
  preferredLanguage: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)
    .optional(),
});

/** Changes what is given of the person's own profile. */
export async function updateProfile({
  ctx,
  input,
}: UseCase<unknown, RequestContext<MemberActor | UserActor>>): Promise<void> {
  const { fullName, avatarUrl, isOnboarded, preferredLanguage } = UpdateProfileInput.parse(input);
  await asUser(ctx, (tx) =>
    profileRepository.update(tx, ctx.actor.userId, {
      ...(fullName === undefined ? {} : { fullName }),
      ...(avatarUrl === undefined ? {} : { avatarUrl }),
      ...(isOnboarded === undefined ? {} : { isOnboarded }),
      ...(preferredLanguage === undefined ? {} : { preferredLanguage }),
    }),
  );
}
