// The product's language, whatever the browser's: server and browser must write the same.
const locale = "en-GB";

function format(date: Date, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  return date.toLocaleString(locale, { ...options, timeZone });
}

/** "26 November 2026" */
export function longDate(date: Date, timeZone = "UTC"): string {
  return format(date, timeZone, { day: "numeric", month: "long", year: "numeric" });
}

/** "26 Nov 2026", for columns. */
export function shortDate(date: Date, timeZone = "UTC"): string {
  return format(date, timeZone, { day: "numeric", month: "short", year: "numeric" });
}

/** "09:41" */
export function timeOfDay(date: Date, timeZone = "UTC"): string {
  return format(date, timeZone, { hour: "2-digit", minute: "2-digit" });
}

const dayMs = 86_400_000;

/** "09:41" today, "Tuesday" this week, "6 November" this year, "6 November 2025" before. */
export function recentDate(at: Date, { now, timeZone }: { now: Date; timeZone: string }): string {
  if (longDate(at, timeZone) === longDate(now, timeZone)) return timeOfDay(at, timeZone);
  if (now.getTime() - at.getTime() < 6 * dayMs) return format(at, timeZone, { weekday: "long" });
  const yearOf = (date: Date) => format(date, timeZone, { year: "numeric" });
  return yearOf(at) === yearOf(now)
    ? format(at, timeZone, { day: "numeric", month: "long" })
    : longDate(at, timeZone);
}

/** "morning", "afternoon" or "evening", for a greeting. */
export function partOfDay(now: Date, timeZone: string): "morning" | "afternoon" | "evening" {
  const hour = Number(timeOfDay(now, timeZone).slice(0, 2));
  if (hour < 12) return "morning";
  return hour < 18 ? "afternoon" : "evening";
}
