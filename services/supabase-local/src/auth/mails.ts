import { readFile } from "node:fs/promises";
import path from "node:path";
import type { AuthConfig } from "../config/project-config.ts";
import type { SendMail } from "../mail/mailer.ts";
import type { IssuedToken } from "./one-time-tokens.ts";

/** Names of the Supabase CLI's templates. */
export type MailTemplate =
  | "confirmation"
  | "recovery"
  | "magic_link"
  | "email_change"
  | "invite"
  | "reauthentication";

/** The `type` in a mailed link, by which the verify route knows what it is for. */
export type LinkType = "signup" | "recovery" | "magiclink" | "invite" | "email_change";

const wording: Record<MailTemplate, { subject: string; lead: string; action: string }> = {
  confirmation: {
    subject: "Confirm your email address",
    lead: "Welcome. Please confirm that this address is yours.",
    action: "Confirm address",
  },
  recovery: {
    subject: "Reset your password",
    lead: "Someone, hopefully you, asked to reset the password of this account.",
    action: "Choose a new password",
  },
  magic_link: {
    subject: "Your sign-in link",
    lead: "Use this link to sign in. It works once.",
    action: "Sign in",
  },
  email_change: {
    subject: "Confirm your new email address",
    lead: "Please confirm the change of your email address.",
    action: "Confirm change",
  },
  invite: {
    subject: "You have been invited",
    lead: "You have been invited to create an account.",
    action: "Accept the invitation",
  },
  reauthentication: {
    subject: "Your verification code",
    lead: "Enter this code to go on.",
    action: "",
  },
};

export interface AuthMail {
  template: MailTemplate;
  /** Null for mails that carry a code only. */
  linkType: LinkType | null;
  to: string;
  token: IssuedToken;
  redirectTo: string;
  email: string;
  newEmail?: string;
  userMetadata: Record<string, unknown>;
}

export interface AuthMailsOptions {
  config: AuthConfig;
  /** Folder that `content_path` of a template is relative to. */
  projectDir: string;
  siteUrl: string;
  /** Public address of this auth API. */
  authUrl: string;
  send: SendMail;
}

/** Writes and sends the mails of the auth API, from the project's templates where it has them. */
export class AuthMails {
  readonly #options: AuthMailsOptions;
  readonly #templates: Map<string, { subject: string | undefined; html: string | null }>;

  private constructor(
    options: AuthMailsOptions,
    templates: Map<string, { subject: string | undefined; html: string | null }>,
  ) {
    this.#options = options;
    this.#templates = templates;
  }

  /** Throws when a template that the config names is not there. */
  static async create(options: AuthMailsOptions): Promise<AuthMails> {
    const templates = new Map<string, { subject: string | undefined; html: string | null }>();
    for (const [name, template] of Object.entries(options.config.email.template)) {
      const file =
        template.content_path === undefined
          ? null
          : path.resolve(options.projectDir, template.content_path);
      templates.set(name, {
        subject: template.subject,
        html: file === null ? null : await readFile(file, "utf8"),
      });
    }
    return new AuthMails(options, templates);
  }

  formatLink(tokenHash: string, type: LinkType, redirectTo: string): string {
    const query = new URLSearchParams({ token: tokenHash, type, redirect_to: redirectTo });
    return `${this.#options.authUrl}/verify?${query.toString()}`;
  }

  async send(mail: AuthMail): Promise<void> {
    const link =
      mail.linkType === null
        ? ""
        : this.formatLink(mail.token.tokenHash, mail.linkType, mail.redirectTo);
    const values: Record<string, string> = {
      ConfirmationURL: link,
      Token: mail.token.code,
      TokenHash: mail.token.tokenHash,
      SiteURL: this.#options.siteUrl,
      RedirectTo: mail.redirectTo,
      Email: mail.email,
      NewEmail: mail.newEmail ?? "",
    };
    for (const [key, value] of Object.entries(mail.userMetadata)) {
      if (typeof value === "string" || typeof value === "number")
        values[`Data.${key}`] = String(value);
    }
    const words = wording[mail.template];
    const own = this.#templates.get(mail.template);
    await this.#options.send({
      to: mail.to,
      subject: fill(own?.subject ?? words.subject, values, (text) =>
        text.replaceAll(/[\r\n]+/g, " "),
      ),
      html: fill(own?.html ?? defaultTemplate(words), values, escapeHtml),
      text: [words.lead, link, `Code: ${mail.token.code}`].filter(Boolean).join("\n\n"),
    });
  }
}

function defaultTemplate(words: { subject: string; lead: string; action: string }): string {
  const button =
    words.action === "" ? "" : `<p><a href="{{ .ConfirmationURL }}">${words.action}</a></p>`;
  return `<h1>${words.subject}</h1><p>${words.lead}</p>${button}<p>Code: <strong>{{ .Token }}</strong></p>`;
}

/** Puts values into `{{ .Name }}`, the one construct of hosted Supabase's templates that is used here. */
function fill(
  template: string,
  values: Record<string, string>,
  escape: (text: string) => string,
): string {
  return template.replaceAll(/\{\{\s*\.([A-Za-z0-9_.]+)\s*\}\}/g, (_whole, name: string) =>
    escape(values[name] ?? ""),
  );
}

export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
