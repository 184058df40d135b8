const steps = [
  ["minute", 60_000, 60],
  ["hour", 3_600_000, 24],
  ["day", 86_400_000, 14],
] as const;

/** "3 hours ago", or the day when it was longer ago than two weeks. */
export function describeTime(time: Date, now: Date): string {
  const elapsedMs = Math.max(0, now.getTime() - time.getTime());
  if (elapsedMs < 60_000) return "just now";
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  for (const [unit, unitMs, most] of steps) {
    const count = Math.floor(elapsedMs / unitMs);
    if (count < most) return words.format(-count, unit);
  }
  return time.toLocaleDateString("en", {
    day: "numeric",
    month: "long",
    ...(time.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }),
    timeZone: "UTC",
  });
}

/** The first line of a message, which is what lists show. */
export function titleOf(message: string): string {
  return message.trimStart().split("\n", 1)[0]?.trim() || "No message";
}
