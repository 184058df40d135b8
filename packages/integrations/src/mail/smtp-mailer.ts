import { AppError } from "@byteos/contracts/errors";
import { createTransport } from "nodemailer";
import type { Options } from "nodemailer/lib/smtp-pool/index.js";
import type { Mailer } from "./mailer.ts";

export interface SmtpOptions {
  readonly smtpUrl: string;
  /** `Name <address>` */
  readonly from: string;
}

const timeoutMs = 10_000;

export function createSmtpMailer({ smtpUrl, from }: SmtpOptions): Mailer {
  const options: Options = { ...optionsOf(smtpUrl), pool: true, maxConnections: 4 };
  const transport = createTransport(options, { from });
  return {
    async send(mail) {
      try {
        await transport.sendMail(mail);
      } catch (cause) {
        throw new AppError("internal", "mail.not-sent", "The mail could not be sent", { cause });
      }
    },
    close() {
      transport.close();
    },
  };
}

/** Signs in to the server and sends nothing; null when it would take mail. */
export async function checkMailServer(smtpUrl: string): Promise<"refused" | "unreachable" | null> {
  const transport = createTransport(optionsOf(smtpUrl));
  try {
    await transport.verify();
    return null;
  } catch (error) {
    const isRefused = error instanceof Error && "code" in error && error.code === "EAUTH";
    return isRefused ? "refused" : "unreachable";
  } finally {
    transport.close();
  }
}

function optionsOf(smtpUrl: string) {
  const server = new URL(smtpUrl);
  const isSecure = server.protocol === "smtps:";
  return {
    host: server.hostname,
    port: server.port === "" ? (isSecure ? 465 : 587) : Number(server.port),
    secure: isSecure,
    ...(server.username === ""
      ? {}
      : {
          auth: {
            user: decodeURIComponent(server.username),
            pass: decodeURIComponent(server.password),
          },
        }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // Bodies are ours: nothing in one may make the server read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
