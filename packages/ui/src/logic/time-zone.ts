/** Where a browser leaves its time zone, so that the server writes times as the reader's clock has them. */
export const timeZoneCookieName = "byteos-time-zone";

/** The zone that the cookie names; UTC for none or one that does not exist. */
export function parseTimeZone(value: string | undefined): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value ?? "UTC" }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
