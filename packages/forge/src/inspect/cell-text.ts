const longestCell = 500;

/** A value as a page shows it: one line, bounded, never an object's own `toString`. */
export function showCell(value: unknown): string {
  return shorten(describeValue(value));
}

export function shorten(text: string): string {
  return text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
}

function describeValue(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
    return String(value);
  }
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? "invalid date" : value.toISOString();
  }
  if (value instanceof Uint8Array) return `${String(value.length)} bytes`;
  try {
    return (
      JSON.stringify(value, (_key, part: unknown) =>
        typeof part === "bigint" ? String(part) : part,
      ) ?? ""
    );
  } catch {
    return "a nested value";
  }
}
