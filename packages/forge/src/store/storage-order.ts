import { comparePaths } from "./path-rules.ts";

/**
 * Puts files into the order in which they are stored: by extension, then by their own name, then by path.
 * Alike files lie in the same block then, and one says to zstd what the next is like.
 */
export function sortForStorage<Item>(
  items: readonly Item[],
  pathOf: (item: Item) => string,
): readonly Item[] {
  const keyed = items.map((item) => {
    const path = pathOf(item);
    const name = path.slice(path.lastIndexOf("/") + 1);
    const dot = name.lastIndexOf(".");
    return { item, path, name, extension: dot <= 0 ? "" : name.slice(dot + 1) };
  });
  keyed.sort((one, other) => {
    return (
      compare(one.extension, other.extension) ||
      compare(one.name, other.name) ||
      comparePaths(one.path, other.path)
    );
  });
  return keyed.map(({ item }) => item);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
