/**
 * Where to go on to after signing in: a path of this app. Anything that a browser could read as another
 * site leads home: it drops tabs and line breaks, takes `\` for `/`, and `/.//host` becomes `//host`.
 */
export function ownPath(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || next.length > 2_000) return "/";
  const base = "http://own.invalid";
  const url = URL.parse(next, base);
  if (url === null || url.origin !== base || url.pathname.startsWith("//")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
