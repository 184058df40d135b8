/** Turns texts into vectors of one size. */
export interface Embedder {
  /** Provider and model: vectors of different models are never compared. */
  readonly name: string;
  /** One vector a text, in their order. Throws AppError `model.unavailable`. */
  embed(
    texts: readonly string[],
    options?: { readonly signal?: AbortSignal | undefined; readonly timeoutMs?: number },
  ): Promise<number[][]>;
}
