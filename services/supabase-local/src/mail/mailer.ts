import nodemailer from "nodemailer";
import type { Outbox } from "./outbox.ts";

export interface Mail {
  to: string;
  subject: string;
  html: string;
  text: string;
}

export type SendMail = (mail: Mail) => Promise<void>;

/** Sends through a mail server. */
export function createSmtpMailer(smtpUrl: string, from: string): SendMail {
  const transport = nodemailer.createTransport(smtpUrl);
  return async (mail) => {
    await transport.sendMail({ from, ...mail });
  };
}

/** Puts mails into the outbox without a way through SMTP. */
export function createOutboxMailer(outbox: Outbox, from: string): SendMail {
  const composer = nodemailer.createTransport({ streamTransport: true, buffer: true });
  return async (mail) => {
    const { message } = await composer.sendMail({ from, ...mail });
    if (!Buffer.isBuffer(message)) throw new Error("The mail was not composed.");
    await outbox.add(message, [mail.to]);
  };
}
