export interface ModelRequest {
  /** What the model is for. Nothing that people wrote is in it. */
  readonly instructions: string;
  /** Everything that people wrote, as data. */
  readonly prompt: string;
  readonly mostOutputTokens: number;
  readonly signal?: AbortSignal | undefined;
}

export type ModelChunk =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "usage"; readonly inputTokens: number; readonly outputTokens: number };

/** A model that writes text. It is given no tools: whatever it writes, it can do nothing else. */
export interface LanguageModelPort {
  readonly name: string;
  /** Throws AppError `model.unavailable` when the provider cannot be reached, refuses, or takes too long. */
  stream(request: ModelRequest): AsyncIterable<ModelChunk>;
}
