/**
 * JSON with keys in code-unit order, no spaces and no undefined members, after RFC 8785 for the values we
 * store (objects, arrays, strings, finite numbers, booleans, null). Equal values give equal text.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map((member) => canonicalJson(member === undefined ? null : member)).join(",")}]`;
  }
  if (value !== null && typeof value === "object") {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new TypeError("Only finite numbers have a canonical form");
  }
  return JSON.stringify(value) ?? "null";
}
