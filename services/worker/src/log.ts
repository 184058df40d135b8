type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** One structured line; never words of a document or of a person. */
export function log(event: string, facts: Facts = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...facts })}\n`);
}

/** What an unforeseen error says about itself, with the chain of its causes. */
export function describeError(error: unknown): Facts {
  const chain: string[] = [];
  for (
    let cause: unknown = error;
    cause instanceof Error && chain.length < 5;
    cause = cause.cause
  ) {
    chain.push(`${cause.name}: ${cause.message.slice(0, 300)}`);
  }
  return { error: chain.join(" <- ") || String(error).slice(0, 300) };
}
