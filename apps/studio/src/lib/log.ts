type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

function write(level: "info" | "warn" | "error", event: string, fields: Fields): void {
  const line = JSON.stringify({
    level,
    time: new Date().toISOString(),
    app: "studio",
    event,
    ...fields,
  });
  if (level === "error") console.error(line);
  else console.log(line);
}

/** One structured line an event. Ids and durations, never what people wrote. */
export const log = {
  info: (event: string, fields: Fields = {}) => write("info", event, fields),
  warn: (event: string, fields: Fields = {}) => write("warn", event, fields),
  error: (event: string, fields: Fields = {}) => write("error", event, fields),
};

/** What a log may say of an error: where it came from, not the words in it. */
export function errorFields(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: typeof error };
  return {
    error: error.name,
    stack: error.stack?.split("\n").slice(1, 6).join(" | "),
    ...causeFields(error.cause),
  };
}

/** Its kind and code alone: a database's message quotes the value that it refused. */
function causeFields(cause: unknown): Fields {
  if (!(cause instanceof Error)) return {};
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  return { cause: cause.name, causeCode: code };
}
