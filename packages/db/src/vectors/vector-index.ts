import type { NearVector } from "@byteos/retrieval/vectors/packed-vectors";
import type { Tx } from "../transaction.ts";

/** Which passages are searched. Row level security narrows it further to what the person may read. */
export type VectorScope =
  | {
      readonly kind: "versions";
      readonly courseVersionIds: readonly string[];
      /** Modules that are not open to the reader yet: nothing of theirs is compared. */
      readonly closedModuleIds?: readonly string[];
    }
  | { readonly kind: "documents"; readonly documentIds: readonly string[] }
  | { readonly kind: "organisation" };

export interface VectorQuery {
  readonly orgId: string;
  readonly scope: VectorScope;
  /** Only embeddings of this model are compared. */
  readonly model: string;
  readonly vector: readonly number[];
  /** 1 to 200. */
  readonly limit: number;
}

/**
 * Finds the passages whose embedding is nearest to a vector by cosine, best first. Called inside `asUser`:
 * a passage that the person may not read is never found. Passages without an embedding of the model, or
 * with one of another size, are not found either.
 */
export interface VectorIndex {
  readonly name: "pgvector" | "exact";
  nearest(tx: Tx, query: VectorQuery): Promise<NearVector[]>;
}

export const mostNearest = 200;
