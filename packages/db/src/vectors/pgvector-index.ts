import { toUnit } from "@byteos/retrieval/vectors/packed-vectors";
import { mostNearest, type VectorIndex } from "./vector-index.ts";

/** Searches in the database, where the `vector` extension is installed; see the migration `vector_index`. */
export const pgvectorIndex: VectorIndex = {
  name: "pgvector",

  async nearest(tx, { orgId, scope, model, vector, limit }) {
    const unit = toUnit(vector);
    if (unit === null) return [];
    const versions = scope.kind === "versions" ? [...scope.courseVersionIds] : null;
    const closed =
      scope.kind === "versions" && (scope.closedModuleIds ?? []).length > 0
        ? [...(scope.closedModuleIds ?? [])]
        : null;
    const documents = scope.kind === "documents" ? [...scope.documentIds] : null;
    return tx.$queryRaw<{ id: string; similarity: number }[]>`
      select passage_id as id, similarity
      from app.nearest_passages(${orgId}::uuid, ${model}::text, ${[...unit]}::real[], ${versions}::uuid[],
        ${documents}::uuid[], ${closed}::uuid[], ${Math.min(limit, mostNearest)}::int)`;
  },
};
