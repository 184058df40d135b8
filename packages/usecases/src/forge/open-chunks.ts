import { packRepository } from "@byteos/db/repositories/pack.repository";
import { ChunkStore } from "@byteos/forge/store/chunk-store";
import type { PackStore } from "@byteos/forge/store/ports";
import type { ForgeMeans } from "./forge-means.ts";
import { storedPacks } from "./stored-packs.ts";

export interface RepositoryRef {
  readonly id: string;
  readonly orgId: string;
}

const mostOpen = 32;
/** Indexes take about 56 bytes a chunk. */
const mostChunks = 4_000_000;

type KeptStores = Map<string, Promise<ChunkStore>>;

// On globalThis because a bundler may load this module more than once in a process.
// Safe: the property is ours alone and read as possibly missing.
const holder = globalThis as typeof globalThis & { byteosOpenChunks?: KeptStores };
const kept: KeptStores = (holder.byteosOpenChunks ??= new Map<string, Promise<ChunkStore>>());

/** The content of a repository, for somebody who may read it. */
export function openChunks({ id, orgId }: RepositoryRef, means: ForgeMeans): Promise<ChunkStore> {
  const packs = storedPacks({ ...means, orgId, list: (tx) => packRepository.listReadable(tx, id) });
  return openKept(`read:${id}`, packs);
}

/**
 * Packs never change, so their indexes are kept for the next who asks, and only what came since is looked up.
 * The same key stands for the same packs.
 */
export async function openKept(key: string, packs: PackStore): Promise<ChunkStore> {
  const known = kept.get(key);
  kept.delete(key);
  const opening = known ?? ChunkStore.open(packs);
  kept.set(key, opening);
  try {
    const store = await opening;
    if (known !== undefined) await store.refresh();
    await forgetOldest();
    return store;
  } catch (error) {
    kept.delete(key);
    throw error;
  }
}

async function forgetOldest(): Promise<void> {
  const sizes = new Map<string, number>();
  for (const [key, opening] of kept) {
    sizes.set(key, await opening.then(({ index }) => index.size).catch(() => 0));
  }
  let chunks = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  for (const [key, size] of sizes) {
    if (kept.size === 1 || (kept.size <= mostOpen && chunks <= mostChunks)) return;
    chunks -= size;
    kept.delete(key);
  }
}
