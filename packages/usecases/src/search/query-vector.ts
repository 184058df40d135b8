import type { QueryVector } from "@byteos/db/search/hybrid-search";
import type { VectorSearch } from "@byteos/integrations/model/embedder-from-env";

const timeoutMs = 1_500;

/** A question as a vector; null without an embedder, and when it does not answer soon: words alone will do. */
export async function makeQueryVector(
  search: VectorSearch | null | undefined,
  text: string,
  signal?: AbortSignal,
): Promise<QueryVector | null> {
  if (search == null || text.trim() === "") return null;
  const { embedder, weight } = search;
  try {
    const [vector] = await embedder.embed([text], { signal, timeoutMs });
    return vector === undefined ? null : { model: embedder.name, vector, weight };
  } catch {
    return null;
  }
}
