import type { ModelEnv } from "../env.ts";
import type { Embedder } from "./embedder.ts";
import { createOpenAiEmbedder } from "./openai-embedder.ts";

/** What a search asks beside the words of the passages, and how much its places count. */
export interface VectorSearch {
  readonly embedder: Embedder;
  /** Above 0; the places of words count 1. */
  readonly weight: number;
}

/**
 * The embedder that the environment names, on the first provider that has a key or an address; null without a
 * model, and with a weight of 0, which is the default: an evaluation says first whether vectors help.
 */
export function vectorSearchFromEnv(env: ModelEnv): VectorSearch | null {
  const { BYTEOS_EMBEDDING_MODEL: model, BYTEOS_VECTOR_WEIGHT: weight } = env;
  if (model === undefined || weight === 0) return null;
  if (env.BYTEOS_MODEL_URL !== undefined) {
    const [url, key] = [env.BYTEOS_MODEL_URL, env.BYTEOS_MODEL_KEY];
    return { embedder: createOpenAiEmbedder({ provider: "own", model, url, key }), weight };
  }
  if (env.TOGETHER_API_KEY !== undefined) {
    const [url, key] = ["https://api.together.xyz/v1", env.TOGETHER_API_KEY];
    return { embedder: createOpenAiEmbedder({ provider: "together", model, url, key }), weight };
  }
  if (env.OPENAI_API_KEY !== undefined) {
    const [url, key] = ["https://api.openai.com/v1", env.OPENAI_API_KEY];
    return { embedder: createOpenAiEmbedder({ provider: "openai", model, url, key }), weight };
  }
  return null;
}
