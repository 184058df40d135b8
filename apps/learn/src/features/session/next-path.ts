/** Where to go after signing in: a path of this app, never another site. */
export function safeNextPath(next: string | undefined | null): string {
  if (!next || !next.startsWith("/") || next.startsWith("//") || next.includes("\\")) return "/";
  const url = URL.parse(next, "http://learn.invalid");
  if (url === null || url.host !== "learn.invalid") return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}

export interface EntryPageProps {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export function nextOf(params: Awaited<EntryPageProps["searchParams"]>): string {
  const { next } = params;
  return safeNextPath(Array.isArray(next) ? next[0] : next);
}

export function withNext(path: string, next: string): string {
  return next === "/" ? path : `${path}?next=${encodeURIComponent(next)}`;
}
