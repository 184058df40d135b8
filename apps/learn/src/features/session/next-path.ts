import { ownPath } from "@byteos/contracts/own-path";

export interface EntryPageProps {
  searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

export function nextOf(params: Awaited<EntryPageProps["searchParams"]>): string {
  const { next } = params;
  return ownPath(Array.isArray(next) ? next[0] : next);
}

export function withNext(path: string, next: string): string {
  return next === "/" ? path : `${path}?next=${encodeURIComponent(next)}`;
}
