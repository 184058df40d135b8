import { AppError } from "@byteos/contracts/errors";
import { asUser } from "@byteos/db/as-user";
import { invitationRepository } from "@byteos/db/repositories/invitation.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { requireRoleWithinCeiling } from "./role-ceiling.ts";

export const RevokeInvitationInput = z.strictObject({ invitationId: z.uuid() });

/** Takes an open invitation back: its link stops working at once. */
export async function revokeInvitation({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "people.invite");
  const { invitationId } = RevokeInvitationInput.parse(input);
  const ref = { orgId: ctx.actor.orgId, invitationId };
  await asUser(ctx, async (tx) => {
    const invitation = await invitationRepository.findOpen(tx, ref);
    if (invitation === null) {
      throw new AppError(
        "not_found",
        "people.invitation-not-open",
        "This invitation is no longer open",
      );
    }
    requireRoleWithinCeiling(ctx.actor.role, invitation.role);
    await invitationRepository.revoke(tx, ref);
    await recordAudit(tx, ctx, {
      action: "people.revoke-invitation",
      targetType: "invitation",
      targetId: invitationId,
    });
  });
}
