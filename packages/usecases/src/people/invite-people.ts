import { AppError } from "@byteos/contracts/errors";
import { OrgRole } from "@byteos/contracts/role";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { invitationRepository } from "@byteos/db/repositories/invitation.repository";
import { memberRepository } from "@byteos/db/repositories/member.repository";
import { organisationRepository } from "@byteos/db/repositories/organisation.repository";
import { profileRepository } from "@byteos/db/repositories/profile.repository";
import { rateLimitRepository } from "@byteos/db/repositories/rate-limit.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { invitationExpiry, makeInvitationToken } from "./invitation-token.ts";
import { requireRoleWithinCeiling } from "./role-ceiling.ts";
import { type InvitationMeans, sendInvitation } from "./send-invitation.ts";

const Address = z
  .string()
  .trim()
  .toLowerCase()
  .pipe(z.email("This is not a mail address").max(320));

export const InvitePeopleInput = z.strictObject({
  emails: z
    .array(Address)
    .min(1, "Name at least one address")
    .max(50, "Invite at most 50 at a time"),
  role: OrgRole,
});

/** Mails one organisation may send in an hour. */
export const invitationsPerHour = 200;

export interface InvitationOutcome {
  readonly email: string;
  readonly outcome: "invited" | "already-member" | "mail-failed";
}

/**
 * Invites people by mail. An address with an open invitation gets a new link and the older one stops
 * working. Managers may invite learners only.
 */
export async function invitePeople({
  ctx,
  input,
  ...means
}: UseCase & InvitationMeans): Promise<InvitationOutcome[]> {
  requireCapability(ctx, "people.invite");
  const { emails, role } = InvitePeopleInput.parse(input);
  requireRoleWithinCeiling(ctx.actor.role, role);
  const { orgId, userId } = ctx.actor;
  const prepared = await asUser(ctx, async (tx) => {
    const unique = [...new Set(emails)];
    await elevated(tx, "limit the mails an organisation sends", () =>
      countMails(tx, orgId, unique.length),
    );
    const organisation = await organisationRepository.find(tx, orgId);
    const inviter = await profileRepository.find(tx, userId);
    const invitations: { email: string; token: string | null }[] = [];
    for (const email of unique) {
      const isMember = (await memberRepository.findByAddress(tx, email)) !== null;
      invitations.push({ email, token: isMember ? null : await writeInvitation(tx, email) });
    }
    return {
      organisationName: organisation?.name ?? "",
      inviterName: inviter?.fullName ?? "",
      invitations,
    };
  });

  async function writeInvitation(tx: Tx, email: string): Promise<string> {
    const { token, tokenHash } = makeInvitationToken();
    const open = await invitationRepository.findOpenByEmail(tx, { orgId, email });
    // A role above the ceiling was given by an admin: it is theirs to change.
    if (open !== null) requireRoleWithinCeiling(ctx.actor.role, open.role);
    if (open !== null) await invitationRepository.revoke(tx, { orgId, invitationId: open.id });
    const invitationId = await invitationRepository.add(tx, {
      orgId,
      email,
      role,
      tokenHash,
      invitedBy: userId,
      expiresAt: invitationExpiry(),
    });
    await recordAudit(tx, ctx, {
      action: "people.invite",
      targetType: "invitation",
      targetId: invitationId,
      details: { role },
    });
    return token;
  }

  // After the transaction: a link that was mailed is a link that is stored.
  return Promise.all(
    prepared.invitations.map(async ({ email, token }): Promise<InvitationOutcome> => {
      if (token === null) return { email, outcome: "already-member" };
      const isSent = await sendInvitation(means, { ...prepared, email, role, token });
      return { email, outcome: isSent ? "invited" : "mail-failed" };
    }),
  );
}

/** Counts mails against the organisation's hour. Throws `limit` when they are too many. */
export async function countMails(tx: Tx, orgId: string, mails: number): Promise<void> {
  let hits = 0;
  for (let mail = 0; mail < mails; mail += 1) {
    hits = await rateLimitRepository.hit(tx, { bucket: `invite:${orgId}`, windowSecs: 3_600 });
  }
  if (hits > invitationsPerHour) {
    throw new AppError("limit", "people.too-many-invitations", "Too many invitations in one hour", {
      suggestion: "Wait an hour, then invite the rest.",
    });
  }
}
