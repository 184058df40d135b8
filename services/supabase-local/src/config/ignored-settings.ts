/** Paths in `written` that `read` does not have: what a file sets and nobody here obeys. */
export function listIgnored(written: unknown, read: unknown, path = ""): string[] {
  if (!isTable(written)) return [];
  return Object.entries(written).flatMap(([key, value]) => {
    const inner = path === "" ? key : `${path}.${key}`;
    // A part that is on is what it is anyway.
    if (key === "enabled" && value === true) return [];
    if (!isTable(read) || !(key in read))
      return isTable(value) ? listIgnored(value, {}, inner) : [inner];
    return listIgnored(value, read[key], inner);
  });
}

function isTable(value: unknown): value is Record<string, unknown> {
  return (
    value !== null && typeof value === "object" && !Array.isArray(value) && !(value instanceof Date)
  );
}
