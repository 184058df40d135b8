import { asService } from "@byteos/db/as-service";
import { packRepository } from "@byteos/db/repositories/pack.repository";
import { repositorySourceRepository } from "@byteos/db/repositories/repository-source.repository";
import { ChunkStore, type ChunkReader } from "@byteos/forge/store/chunk-store";
import { toHex } from "@byteos/forge/store/content-name";
import { missingChunk } from "@byteos/forge/store/format-error";
import type { ForgeMeans } from "./forge-means.ts";
import { openChunks, openKept, type RepositoryRef } from "./open-chunks.ts";
import { storedPacks } from "./stored-packs.ts";

/** Repositories that are looked through for content that a push need not send. */
const mostCandidates = 32;

/**
 * What a push to a repository may build upon: what the repository has, what an earlier push has left there, and
 * what lies in repositories of the organisation that all its readers may read too. Packs that may be about to
 * go are not counted.
 */
export class PushChunks implements ChunkReader {
  readonly #own: ChunkStore;
  readonly #openOthers: () => Promise<readonly ChunkStore[]>;
  readonly #doomed: ReadonlySet<string>;
  #others: Promise<readonly ChunkStore[]> | null = null;
  readonly #used = new Set<string>();

  private constructor(
    own: ChunkStore,
    openOthers: () => Promise<readonly ChunkStore[]>,
    doomed: ReadonlySet<string>,
  ) {
    this.#own = own;
    this.#openOthers = openOthers;
    this.#doomed = doomed;
  }

  static async open(
    { id, orgId }: RepositoryRef,
    doomed: ReadonlySet<string>,
    means: ForgeMeans,
  ): Promise<PushChunks> {
    const list = storedPacks({ ...means, orgId, list: (tx) => packRepository.listForPush(tx, id) });
    const openOthers = async () => {
      const candidates = await asService("find repositories that share content", (tx) =>
        repositorySourceRepository.listCandidates(tx, { repositoryId: id, limit: mostCandidates }),
      );
      const stores: ChunkStore[] = [];
      for (const candidate of candidates) {
        // Its packs are listed with the repository's own.
        if (!candidate.isSource) stores.push(await openChunks({ id: candidate.id, orgId }, means));
      }
      return stores;
    };
    const own =
      doomed.size === 0 ? await openKept(`push:${id}`, list) : await ChunkStore.open(list, doomed);
    return new PushChunks(own, openOthers, doomed);
  }

  /** The packs of all chunks that were found to be there to stay. */
  get usedPacks(): readonly string[] {
    return [...this.#used];
  }

  async has(name: Uint8Array): Promise<boolean> {
    const pack = await this.#findPack(name);
    if (pack !== null) this.#used.add(pack);
    return pack !== null;
  }

  async read(name: Uint8Array): Promise<Uint8Array> {
    for (const store of [this.#own, ...(await this.#listOthers(name))]) {
      if (store.index.find(name) !== null) return store.read(name);
    }
    throw missingChunk(toHex(name));
  }

  async #findPack(name: Uint8Array): Promise<string | null> {
    if (this.#own.index.hasLasting(name)) return this.#own.index.find(name)?.pack ?? null;
    for (const { index } of await this.#listOthers(name)) {
      const pack = index.find(name)?.pack;
      if (pack !== undefined && !this.#doomed.has(pack)) return pack;
    }
    return null;
  }

  async #listOthers(name: Uint8Array): Promise<readonly ChunkStore[]> {
    if (this.#own.index.hasLasting(name)) return [];
    return (this.#others ??= this.#openOthers());
  }
}
