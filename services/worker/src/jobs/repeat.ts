export interface Repetition {
  /** How long to rest between two rounds. */
  readonly restMs: number;
  readonly run: (signal: AbortSignal) => Promise<void>;
  readonly onFailed: (error: unknown) => void;
}

/** Runs rounds of a job, one at a time, the first at once. Returns what ends it, after the round at hand. */
export function repeat({ restMs, run, onFailed }: Repetition): () => Promise<void> {
  const stopping = new AbortController();
  let wake: (() => void) | null = null;
  const rest = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, restMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const work = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        await run(stopping.signal);
      } catch (error) {
        onFailed(error);
      }
      if (!stopping.signal.aborted) await rest();
    }
  };
  const done = work();
  return async () => {
    stopping.abort();
    wake?.();
    await done;
  };
}
