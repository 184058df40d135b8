export interface Substituted {
  value: unknown;
  /** Names that the file asks for and the environment does not have. */
  missing: string[];
}

const reference = /^env\(([A-Za-z_][A-Za-z0-9_]*)\)$/;

/**
 * Puts the environment's value wherever a text is `env(NAME)`, as the Supabase CLI does. What is not set
 * stays as written, so that the reader can tell it from an empty value.
 */
export function substituteEnvironment(
  value: unknown,
  environment: Readonly<Record<string, string | undefined>>,
): Substituted {
  const missing: string[] = [];
  const visit = (each: unknown): unknown => {
    if (typeof each === "string") {
      const name = reference.exec(each)?.[1];
      if (name === undefined) return each;
      const found = environment[name];
      if (found) return found;
      missing.push(name);
      return each;
    }
    if (Array.isArray(each)) return each.map(visit);
    if (each === null || typeof each !== "object" || each instanceof Date) return each;
    return Object.fromEntries(Object.entries(each).map(([key, inner]) => [key, visit(inner)]));
  };
  return { value: visit(value), missing };
}

export function isUnset(text: string): boolean {
  return text === "" || reference.test(text);
}
