import { AppError } from "@byteos/contracts/errors";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { invitationRepository } from "@byteos/db/repositories/invitation.repository";
import { organisationRepository } from "@byteos/db/repositories/organisation.repository";
import { profileRepository } from "@byteos/db/repositories/profile.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { invitationExpiry, makeInvitationToken } from "./invitation-token.ts";
import { countMails } from "./invite-people.ts";
import { requireRoleWithinCeiling } from "./role-ceiling.ts";
import { type InvitationMeans, sendInvitation } from "./send-invitation.ts";

export const ResendInvitationInput = z.strictObject({ invitationId: z.uuid() });

/** Sends an open or expired invitation again with a new link; links sent before stop working. */
export async function resendInvitation({
  ctx,
  input,
  ...means
}: UseCase & InvitationMeans): Promise<{ outcome: "invited" | "mail-failed" }> {
  requireCapability(ctx, "people.invite");
  const { invitationId } = ResendInvitationInput.parse(input);
  const { orgId, userId } = ctx.actor;
  const { token, tokenHash } = makeInvitationToken();
  const prepared = await asUser(ctx, async (tx) => {
    const invitation = await invitationRepository.findOpen(tx, { orgId, invitationId });
    if (invitation === null) {
      throw new AppError(
        "not_found",
        "people.invitation-not-open",
        "This invitation is no longer open",
      );
    }
    requireRoleWithinCeiling(ctx.actor.role, invitation.role);
    await elevated(tx, "limit the mails an organisation sends", () => countMails(tx, orgId, 1));
    const ref = { orgId, invitationId };
    await invitationRepository.renew(tx, ref, { tokenHash, expiresAt: invitationExpiry() });
    await recordAudit(tx, ctx, {
      action: "people.resend-invitation",
      targetType: "invitation",
      targetId: invitationId,
    });
    const organisation = await organisationRepository.find(tx, orgId);
    const inviter = await profileRepository.find(tx, userId);
    return {
      email: invitation.email,
      role: invitation.role,
      organisationName: organisation?.name ?? "",
      inviterName: inviter?.fullName ?? "",
    };
  });
  const isSent = await sendInvitation(means, { ...prepared, token });
  return { outcome: isSent ? "invited" : "mail-failed" };
}
