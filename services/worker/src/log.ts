import { isAppError } from "@byteos/contracts/errors";

type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** One structured line; never words of a document or of a person. */
export function log(event: string, facts: Facts = {}): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...facts })}\n`);
}

function describeCause(cause: Error): string {
  if (isAppError(cause)) return `${cause.code}: ${cause.message}`;
  const code = "code" in cause && typeof cause.code === "string" ? ` ${cause.code}` : "";
  const place = cause.stack?.split("\n").find((line) => /^\s+at /.test(line)) ?? "";
  return `${cause.name}${code} ${place.trim()}`.trim();
}

/**
 * What an unforeseen error says about itself, with the chain of its causes. Of others' errors the kind, code
 * and place alone: a parser's or database's message quotes what it choked on.
 */
export function describeError(error: unknown): Facts {
  const chain: string[] = [];
  for (
    let cause: unknown = error;
    cause instanceof Error && chain.length < 5;
    cause = cause.cause
  ) {
    chain.push(describeCause(cause));
  }
  return { error: chain.join(" <- ") || typeof error };
}
