import { AppError } from "@byteos/contracts/errors";
import { toUnit } from "@byteos/retrieval/vectors/packed-vectors";
import type { Tx } from "../transaction.ts";

export interface NewEmbedding {
  readonly passageId: string;
  /** Hash of the passage's source when its text was read: a passage that changed since stays without. */
  readonly contentHash: string;
  readonly vector: readonly number[];
}

/** Embeddings live on their passages; the service writes them, whoever may read a passage uses them. */
export const passageEmbeddingRepository = {
  /** Stores a batch, replacing what another model left. Returns how many passages took theirs. */
  async storeMany(
    tx: Tx,
    { orgId, model }: { orgId: string; model: string },
    embeddings: readonly NewEmbedding[],
  ): Promise<number> {
    if (embeddings.some(({ vector }) => toUnit(vector) === null)) {
      throw new AppError(
        "validation",
        "embedding.no-direction",
        "An embedding is zero or not finite",
      );
    }
    const json = JSON.stringify(
      embeddings.map(({ passageId, contentHash, vector }) => ({
        id: passageId,
        hash: contentHash,
        vector,
      })),
    );
    return tx.$executeRaw`
      update passages p set embedding = e.vector, embedding_model = ${model}
      from jsonb_to_recordset(${json}::jsonb) as e(id uuid, hash text, vector real[])
      where p.id = e.id and p.content_hash = e.hash and p.org_id = ${orgId}::uuid`;
  },

  /**
   * Passages of published versions, of any organisation, that have no embedding of this model; those after an
   * id, in the order of ids, so that one that cannot be embedded is not met again in the same round.
   */
  async listMissingOfVersions(
    tx: Tx,
    { model, after, limit }: { model: string; after: string; limit: number },
  ): Promise<{ id: string; orgId: string; contentHash: string; heading: string; text: string }[]> {
    return tx.$queryRaw`
      select id, org_id as "orgId", content_hash as "contentHash", heading, text from passages
      where course_version_id is not null and id > ${after}::uuid
        and embedding_model is distinct from ${model}
      order by id limit ${limit}`;
  },

  /** Passages, source by source, that have no embedding of this model yet. */
  async listMissing(
    tx: Tx,
    { orgId, model, limit }: { orgId: string; model: string; limit: number },
  ): Promise<{ id: string; contentHash: string; heading: string; text: string }[]> {
    return tx.$queryRaw`
      select id, content_hash as "contentHash", heading, text from passages
      where org_id = ${orgId}::uuid and embedding_model is distinct from ${model}
      order by coalesce(document_id, course_version_id), ordinal limit ${limit}`;
  },
};
