import { z } from "zod";
import { unavailable } from "./ai-sdk-model.ts";
import type { Embedder } from "./embedder.ts";

const Answer = z.object({
  data: z.array(z.object({ index: z.int().nonnegative(), embedding: z.array(z.number()).min(1) })),
});

export interface OpenAiEmbedderOptions {
  readonly provider: string;
  readonly model: string;
  /** Up to and with `/v1`. */
  readonly url: string;
  readonly key?: string | undefined;
}

const usualTimeoutMs = 30_000;

/** Any server that speaks OpenAI's `POST /embeddings`. */
export function createOpenAiEmbedder({
  provider,
  model,
  url,
  key,
}: OpenAiEmbedderOptions): Embedder {
  return {
    name: `${provider}/${model}`,
    async embed(texts, { signal, timeoutMs = usualTimeoutMs } = {}) {
      if (texts.length === 0) return [];
      const late = AbortSignal.timeout(timeoutMs);
      try {
        const response = await fetch(`${url.replace(/\/$/, "")}/embeddings`, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
          },
          body: JSON.stringify({ model, input: texts, encoding_format: "float" }),
          signal: signal === undefined ? late : AbortSignal.any([signal, late]),
        });
        if (!response.ok) throw new Error(`Status ${response.status}`);
        const { data } = Answer.parse(await response.json());
        const vectors = data
          .toSorted((a, b) => a.index - b.index)
          .map(({ embedding }) => embedding);
        const [first] = vectors;
        if (vectors.length !== texts.length)
          throw new Error("Another number of vectors than texts");
        if (vectors.some(({ length }) => length !== first?.length))
          throw new Error("Vectors of different sizes");
        return vectors;
      } catch (error) {
        throw unavailable(provider, error);
      }
    },
  };
}
