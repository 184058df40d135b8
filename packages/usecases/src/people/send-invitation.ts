import type { OrgRole } from "@byteos/contracts/role";
import { renderInvitationMail } from "@byteos/integrations/mail/invitation-mail";
import type { Mailer } from "@byteos/integrations/mail/mailer";
import { invitationDays } from "./invitation-token.ts";

/** What inviting needs from outside. Learners are led to Learn, everyone else to Studio. */
export interface InvitationMeans {
  readonly mailer: Mailer;
  readonly studioUrl: string;
  readonly learnUrl: string;
}

export interface OutgoingInvitation {
  readonly email: string;
  readonly role: OrgRole;
  readonly token: string;
  readonly organisationName: string;
  readonly inviterName: string;
}

/** Sends the link. False when the mail server did not take the message; the invitation stands and can be sent again. */
export async function sendInvitation(
  means: InvitationMeans,
  invitation: OutgoingInvitation,
): Promise<boolean> {
  const base = invitation.role === "learner" ? means.learnUrl : means.studioUrl;
  const link = new URL(`/invitation/${invitation.token}`, base).href;
  const mail = renderInvitationMail({ ...invitation, link, validDays: invitationDays });
  try {
    await means.mailer.send({ to: invitation.email, ...mail });
    return true;
  } catch {
    return false;
  }
}
