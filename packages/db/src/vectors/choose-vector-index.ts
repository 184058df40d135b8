import type { Tx } from "../transaction.ts";
import { createExactVectorIndex } from "./exact-vector-index.ts";
import { pgvectorIndex } from "./pgvector-index.ts";
import type { VectorIndex } from "./vector-index.ts";

let exact: VectorIndex | undefined;

/** The index that this database allows: in the database where it has the `vector` extension, else here. */
export async function chooseVectorIndex(tx: Tx): Promise<VectorIndex> {
  const [found] = await tx.$queryRaw<{ hasFunction: boolean }[]>`
    select exists (select from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'app' and p.proname = 'nearest_passages') as "hasFunction"`;
  if (found?.hasFunction === true) return pgvectorIndex;
  exact ??= createExactVectorIndex();
  return exact;
}
