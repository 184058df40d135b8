import { unavailable } from "./ai-sdk-model.ts";
import type { LanguageModelPort, ModelChunk } from "./language-model.ts";

export type NamedChunk = ModelChunk | { readonly type: "model"; readonly name: string };

/**
 * Asks the models in their order until one begins to answer, and says first which it is. One that breaks
 * off midway is not followed by another: half of one answer and half of the next is none.
 */
export async function* streamWithFailOver(
  models: readonly LanguageModelPort[],
  request: Parameters<LanguageModelPort["stream"]>[0],
): AsyncGenerator<NamedChunk> {
  let last: unknown = null;
  for (const model of models) {
    let hasBegun = false;
    try {
      for await (const chunk of model.stream(request)) {
        if (!hasBegun && chunk.type === "text") {
          hasBegun = true;
          yield { type: "model", name: model.name };
        }
        yield chunk;
      }
      if (hasBegun) return;
      last = null;
    } catch (error) {
      if (hasBegun || request.signal?.aborted === true) throw error;
      last = error;
    }
  }
  throw unavailable(models.map(({ name }) => name).join(", "), last);
}
