import { AppError } from "@byteos/contracts/errors";
import { type LanguageModel, streamText } from "ai";
import type { LanguageModelPort } from "./language-model.ts";

export interface ModelTimeouts {
  /** Until the first words come. */
  readonly firstMs: number;
  readonly wholeMs: number;
}

export const usualTimeouts: ModelTimeouts = { firstMs: 12_000, wholeMs: 60_000 };

/** Any model of the AI SDK as our port: one request, no retries, cancelled with the caller's signal. */
export function createAiSdkModel(
  name: string,
  model: LanguageModel,
  { firstMs, wholeMs }: ModelTimeouts = usualTimeouts,
): LanguageModelPort {
  return {
    name,
    async *stream({ instructions, prompt, mostOutputTokens, signal }) {
      const late = new AbortController();
      const first = setTimeout(() => late.abort(), firstMs);
      const whole = setTimeout(() => late.abort(), wholeMs);
      try {
        const { stream } = streamText({
          model,
          instructions,
          prompt,
          maxOutputTokens: mostOutputTokens,
          temperature: 0.2,
          maxRetries: 0,
          abortSignal: signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]),
          // It would be printed, request and all; it comes through the stream as well.
          onError: () => undefined,
        });
        for await (const part of stream) {
          if (part.type === "text-delta") {
            clearTimeout(first);
            yield { type: "text", text: part.text };
          } else if (part.type === "finish") {
            const { inputTokens = 0, outputTokens = 0 } = part.totalUsage;
            yield { type: "usage", inputTokens, outputTokens };
          } else if (part.type === "error") throw unavailable(name, part.error);
          else if (part.type === "abort") throw unavailable(name, late.signal.reason);
        }
      } catch (error) {
        throw error instanceof AppError ? error : unavailable(name, error);
      } finally {
        clearTimeout(first);
        clearTimeout(whole);
      }
    },
  };
}

export function unavailable(name: string, cause: unknown): AppError {
  return new AppError("internal", "model.unavailable", `The model of ${name} did not answer`, {
    cause,
  });
}
