import { asService } from "@byteos/db/as-service";
import { searchIndexRepository } from "@byteos/db/repositories/search-index.repository";
import type { Bm25Parameters } from "@byteos/retrieval/lexical/bm25";

const atOnce = 20;

/**
 * Writes the search index of published versions that have none or an outdated one: those published before
 * there was one, and all of them after the way of indexing changed. Returns how many were written.
 */
export async function indexVersions({
  signal,
  parameters,
}: {
  readonly signal?: AbortSignal;
  /** Others than the usual, to measure them. */
  readonly parameters?: Bm25Parameters;
} = {}): Promise<number> {
  let written = 0;
  for (;;) {
    const outdated = await asService("find versions that cannot be searched yet", (tx) =>
      searchIndexRepository.listOutdated(tx, { limit: atOnce }),
    );
    for (const version of outdated) {
      if (signal?.aborted === true) return written;
      await asService("write the search index of a version", async (tx) => {
        const passages = await searchIndexRepository.listPassages(tx, version);
        await searchIndexRepository.write(tx, version, passages, parameters);
      });
      written += 1;
    }
    if (outdated.length < atOnce) return written;
  }
}
