import { createSmtpMailer } from "@byteos/integrations/mail/smtp-mailer";
import type { InvitationMeans } from "@byteos/usecases/people/send-invitation";
import { env } from "../env.ts";

let means: InvitationMeans | undefined;

/** One mailer a process: it keeps its connections. */
export function invitationMeans(): InvitationMeans {
  if (means === undefined) {
    const { SMTP_URL, MAIL_FROM, STUDIO_URL, LEARN_URL } = env();
    means = {
      mailer: createSmtpMailer({ smtpUrl: SMTP_URL, from: MAIL_FROM }),
      studioUrl: STUDIO_URL,
      learnUrl: LEARN_URL,
    };
  }
  return means;
}
