export type LogFields = Record<string, string | number | boolean | null | undefined>;

/** Writes one event as one JSON line. Callers pass no tokens, addresses of people or free text. */
export type WriteLog = (event: string, fields?: LogFields) => void;

/** Log lines go to standard error, since standard output carries the ready line. */
export function createLog(isQuiet: boolean): WriteLog {
  if (isQuiet) return () => {};
  return (event, fields = {}) => {
    process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), event, ...fields })}\n`);
  };
}
