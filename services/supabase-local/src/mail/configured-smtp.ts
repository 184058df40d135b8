import { isUnset } from "../config/environment-values.ts";
import type { AuthConfig } from "../config/project-config.ts";

type SmtpConfig = AuthConfig["email"]["smtp"];

/** The server of `[auth.email.smtp]` as an address; null while it is off or names no host. */
export function formatSmtpUrl({ enabled, host, port, user, pass }: SmtpConfig): string | null {
  if (!enabled || isUnset(host)) return null;
  const signIn = isUnset(user) ? "" : `${encodeURIComponent(user)}:${encodeURIComponent(pass)}@`;
  // Port 465 speaks TLS from the first byte; others begin in the clear and change over when they can.
  return `${port === 465 ? "smtps" : "smtp"}://${signIn}${host}:${port}`;
}

export function formatSender({ admin_email: address, sender_name: name }: SmtpConfig): string {
  if (isUnset(address)) return "ByteOS <no-reply@byteos.localhost>";
  return isUnset(name) ? address : `"${name.replaceAll(/["\\\r\n]/g, "")}" <${address}>`;
}
