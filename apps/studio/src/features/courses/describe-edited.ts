const time = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hour12: false });
const weekday = new Intl.DateTimeFormat("en", { weekday: "long" });
const day = new Intl.DateTimeFormat("en", { day: "numeric", month: "long" });
const dayOfYear = new Intl.DateTimeFormat("en", {
  day: "numeric",
  month: "long",
  year: "numeric",
});

const dayMs = 86_400_000;

/** "09:41" today, "Tuesday" this week, "6 November" this year, "6 November 2025" before. */
export function describeEdited(at: Date, now: Date): string {
  const age = now.getTime() - at.getTime();
  if (at.toDateString() === now.toDateString()) return time.format(at);
  if (age < 6 * dayMs) return weekday.format(at);
  return at.getFullYear() === now.getFullYear() ? day.format(at) : dayOfYear.format(at);
}
