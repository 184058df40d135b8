import { AppError } from "@byteos/contracts/errors";
import { OrgId } from "@byteos/contracts/ids";
import type { MemberActor, RequestContext, UserActor } from "@byteos/contracts/request-context";
import type { OrgRole } from "@byteos/contracts/role";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { invitationRepository } from "@byteos/db/repositories/invitation.repository";
import { memberRepository } from "@byteos/db/repositories/member.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import type { UseCase } from "../use-case.ts";
import { hashInvitationToken } from "./invitation-token.ts";
import { InvitationToken } from "./load-invitation.ts";

export const AcceptInvitationInput = z.strictObject({ token: InvitationToken });

/**
 * Joins the organisation that invited this person. The account's address must be the invited one, so that
 * a forwarded link lets nobody else in. A member already keeps the role they have.
 */
export async function acceptInvitation({
  ctx,
  input,
}: UseCase<unknown, RequestContext<MemberActor | UserActor>>): Promise<{
  orgId: OrgId;
  role: OrgRole;
}> {
  const parsed = AcceptInvitationInput.safeParse(input);
  if (!parsed.success) throw unknownLink();
  const tokenHash = hashInvitationToken(parsed.data.token);
  const { userId, email } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const shown = await invitationRepository.findByTokenHash(tx, tokenHash);
    if (shown === null) throw unknownLink();
    if (shown.email.toLowerCase() !== email.toLowerCase()) {
      throw new AppError(
        "forbidden",
        "people.invitation-for-another",
        "This invitation is for another address",
        {
          suggestion: "Sign in with the address the invitation was sent to.",
        },
      );
    }
    return elevated(tx, "join an organisation one was invited to and cannot yet see", async () => {
      const accepted = await invitationRepository.accept(tx, { tokenHash, userId });
      if (accepted === null) {
        throw new AppError(
          "precondition",
          `people.invitation-${shown.state}`,
          "This invitation is no longer open",
          {
            suggestion: "Ask for a new one.",
          },
        );
      }
      const orgId = OrgId.parse(accepted.orgId);
      await memberRepository.addOnce(tx, { orgId, userId }, accepted.role);
      const member = await memberRepository.find(tx, { orgId, userId });
      const role = member?.role ?? accepted.role;
      await recordAudit(tx, ctx, {
        action: "people.join",
        targetType: "member",
        targetId: userId,
        details: { role, invitationId: accepted.id },
        orgId,
      });
      return { orgId, role };
    });
  });
}

function unknownLink(): AppError {
  return new AppError("not_found", "people.invitation-unknown", "This invitation does not exist", {
    suggestion: "Check that the whole link was copied.",
  });
}
