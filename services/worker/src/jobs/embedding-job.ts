import type { Embedder } from "@byteos/integrations/model/embedder";
import { embedPassages } from "@byteos/usecases/search/embed-passages";
import { describeError, log } from "../log.ts";
import { repeat } from "./repeat.ts";

const restMs = 30_000;

/** Gives the passages of what is published their vectors. Returns what ends it. */
export function startEmbeddingJob(embedder: Embedder): () => Promise<void> {
  return repeat({
    restMs,
    onFailed: (error) => log("embedding.failed", describeError(error)),
    run: async (signal) => {
      const passages = await embedPassages({ embedder, signal });
      if (passages > 0) log("embedding.stored", { passages });
    },
  });
}
