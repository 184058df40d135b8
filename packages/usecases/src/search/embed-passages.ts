import { asService } from "@byteos/db/as-service";
import { passageEmbeddingRepository } from "@byteos/db/repositories/passage-embedding.repository";
import type { Embedder } from "@byteos/integrations/model/embedder";
import { toUnit } from "@byteos/retrieval/vectors/packed-vectors";

const atOnce = 64;
/** Models read some 500 to 8,000 tokens; what is beyond would be refused or cut by each in its own way. */
const mostLetters = 6_000;
const first = "00000000-0000-0000-0000-000000000000";

/**
 * Gives passages of published versions the embedding they lack, a batch at a time; one that changed while the
 * model was at it stays without and is met again in the next round. Returns how many took theirs. Throws
 * AppError `model.unavailable`; what was stored until then stays.
 */
export async function embedPassages({
  embedder,
  signal,
}: {
  readonly embedder: Embedder;
  readonly signal?: AbortSignal;
}): Promise<number> {
  const model = embedder.name;
  let stored = 0;
  let after = first;
  while (signal?.aborted !== true) {
    const passages = await asService("find passages without a vector", (tx) =>
      passageEmbeddingRepository.listMissingOfVersions(tx, { model, after, limit: atOnce }),
    );
    const last = passages.at(-1);
    if (last === undefined) break;
    after = last.id;
    const vectors = await embedder.embed(
      passages.map(({ heading, text }) => `${heading}\n${text}`.trim().slice(0, mostLetters)),
      { signal },
    );
    const embedded = passages.flatMap(({ id, orgId, contentHash }, index) => {
      const vector = vectors[index];
      if (vector === undefined || toUnit(vector) === null) return [];
      return [{ orgId, passageId: id, contentHash, vector }];
    });
    stored += await asService("store the vectors of passages", async (tx) => {
      let count = 0;
      for (const [orgId, batch] of Map.groupBy(embedded, (one) => one.orgId)) {
        count += await passageEmbeddingRepository.storeMany(tx, { orgId, model }, batch);
      }
      return count;
    });
    if (passages.length < atOnce) break;
  }
  return stored;
}
