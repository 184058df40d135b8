import { checkMailServer } from "@byteos/integrations/mail/smtp-mailer";
import { failed, ok, skipped, type Check } from "../finding.ts";
import type { Target } from "../target.ts";

/** Signs in to the mail server and sends nothing. */
export function mailCheck({ SMTP_URL }: Target): Check {
  return {
    id: "mail",
    title: "Mail",
    run: async () => {
      if (SMTP_URL === undefined) {
        return skipped("SMTP_URL is not set: invitations cannot be sent");
      }
      const problem = await checkMailServer(SMTP_URL);
      switch (problem) {
        case null:
          return ok("the server takes mail");
        case "refused":
          return failed(
            "the mail server refuses user or password",
            "Write them percent-encoded into SMTP_URL: smtps://user:password@host:465.",
          );
        case "unreachable":
          return failed(
            "the mail server does not answer",
            "Check host and port of SMTP_URL: 465 wants smtps://, 587 smtp://. Some hosts close port 25.",
          );
      }
    },
  };
}
