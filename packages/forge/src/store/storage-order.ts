import { comparePaths } from "./path-rules.ts";

/**
 * The order in which files are stored: by extension, then by their own name, then by path. Alike files lie in
 * the same block then, and one says to zstd what the next is like.
 */
export function compareForStorage(one: string, other: string): number {
  return (
    compare(extension(one), extension(other)) ||
    compare(base(one), base(other)) ||
    comparePaths(one, other)
  );
}

function base(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function extension(path: string): string {
  const name = base(path);
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot + 1);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
