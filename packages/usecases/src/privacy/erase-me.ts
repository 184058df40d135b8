import { AppError } from "@byteos/contracts/errors";
import type { MemberActor, RequestContext, UserActor } from "@byteos/contracts/request-context";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { accountErasureRepository } from "@byteos/db/repositories/account-erasure.repository";
import { memberRepository } from "@byteos/db/repositories/member.repository";
import type { AuthAdmin } from "@byteos/integrations/auth/auth-admin";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import type { UseCase } from "../use-case.ts";

export const EraseMeInput = z.strictObject({
  /** The person's own address, typed by them: the last question before it is done. */
  confirmation: z.string().max(320),
});

/** "underway": the account is closed to everyone, and the worker deletes it; `cause` is why not now. */
export type Erasure = { readonly kind: "erased" } | { readonly kind: "underway"; cause: unknown };

/**
 * Removes the account and everything that belongs to the person: profile, progress, answers, events and
 * certificates. Courses they made stay with the organisation. One transaction ends the memberships and
 * writes down that the account goes; from then on it is finished, by the worker if need be. Throws
 * precondition `organisation.last-admin` while they are an organisation's only admin.
 */
export async function eraseMe({
  ctx,
  input,
  authAdmin,
}: UseCase<unknown, RequestContext<MemberActor | UserActor>> & {
  authAdmin: AuthAdmin;
}): Promise<Erasure> {
  const { confirmation } = EraseMeInput.parse(input);
  const { userId, email } = ctx.actor;
  if (confirmation.trim().toLowerCase() !== email.toLowerCase()) {
    throw new AppError(
      "validation",
      "privacy.confirmation-differs",
      "This is not the address of your account",
    );
  }
  await asUser(ctx, async (tx) => {
    await elevated(tx, "end a person's memberships before their account goes", async () => {
      await accountErasureRepository.request(tx, userId);
      const organisations = await memberRepository.listOrganisations(tx, userId);
      for (const { orgId } of organisations) {
        await memberRepository.remove(tx, { orgId, userId });
        await recordAudit(tx, ctx, {
          action: "privacy.erase",
          targetType: "member",
          targetId: userId,
          orgId,
        });
      }
    });
  });
  try {
    await authAdmin.deleteUser(userId);
    return { kind: "erased" };
  } catch (cause) {
    return { kind: "underway", cause };
  }
}
