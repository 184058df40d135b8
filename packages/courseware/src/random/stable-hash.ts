/** 32-bit FNV-1a over UTF-16 units, then an avalanche step so that close texts land far apart. */
export function stableHash(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ Math.imul(seed + 1, 0x9e3779b1)) >>> 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  hash = Math.imul(hash, 0x297a2d39);
  return (hash ^ (hash >>> 15)) >>> 0;
}

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** A 16-character id that follows from the parts alone (about 80 bits): the same parts, the same id. */
export function stableId(...parts: readonly (string | number)[]): string {
  const text = parts.map(String).join("\u0000");
  let id = "";
  for (let lane = 0; lane < 4; lane++) {
    let value = stableHash(text, lane + 101);
    for (let digit = 0; digit < 4; digit++) {
      id += alphabet[value & 31] ?? "0";
      value = Math.floor(value / 32);
    }
  }
  return id;
}

/** The same items in an order that follows from their ids and the seed, never from where they stood. */
export function orderByHash<T extends { readonly id: string }>(
  items: readonly T[],
  seed: string,
): T[] {
  return items
    .map((item) => ({ item, key: `${stableId(seed, item.id)}${item.id}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ item }) => item);
}
