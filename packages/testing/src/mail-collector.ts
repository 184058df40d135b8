import { AppError } from "@byteos/contracts/errors";

export interface CollectedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail server that keeps what it is given, and can be told to refuse. */
export function collectMail() {
  const sent: CollectedMail[] = [];
  let isRefusing = false;
  return {
    sent,
    refuse(refusing: boolean) {
      isRefusing = refusing;
    },
    mailer: {
      async send(mail: CollectedMail): Promise<void> {
        if (isRefusing)
          throw new AppError("internal", "mail.not-sent", "The mail could not be sent");
        sent.push(mail);
      },
      close() {},
    },
    /** The token at the end of the link in the latest mail to this address. */
    latestToken(to: string): string {
      const mail = sent.findLast((one) => one.to === to);
      const token = /\/invitation\/([A-Za-z0-9_-]+)/.exec(mail?.text ?? "")?.[1];
      if (token === undefined) throw new Error(`No invitation was sent to ${to}`);
      return token;
    },
  };
}
