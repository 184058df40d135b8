import { stableHash } from "./stable-hash.ts";

export interface SeededRandom {
  /** 0 inclusive to 1 exclusive. */
  readonly next: () => number;
  /** A whole number from 0 to `limit` exclusive; 0 for a limit below 1. */
  readonly below: (limit: number) => number;
  readonly shuffle: <T>(items: readonly T[]) => T[];
  readonly pick: <T>(items: readonly T[]) => T | undefined;
}

/** Small-state generator (Weyl sequence with a 32-bit mixer) for choices that must repeat; never for secrets. */
export function createSeededRandom(seed: string): SeededRandom {
  let state = stableHash(seed, 7);
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
  };
  const below = (limit: number) => Math.floor(next() * Math.max(1, limit));
  return {
    next,
    below,
    shuffle: (items) => {
      const shuffled = [...items];
      for (let last = shuffled.length - 1; last > 0; last--) {
        const other = below(last + 1);
        const held = shuffled[last];
        const swapped = shuffled[other];
        if (held === undefined || swapped === undefined) continue;
        shuffled[last] = swapped;
        shuffled[other] = held;
      }
      return shuffled;
    },
    pick: (items) => items[below(items.length)],
  };
}
