type Fields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** One structured line an event. Ids and durations, never what people wrote. */
export interface Log {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
}

export function createLog(app: string): Log {
  const lineOf = (level: string, event: string, fields: Fields = {}): string =>
    JSON.stringify({ level, time: new Date().toISOString(), app, event, ...fields });
  return {
    info: (event, fields) => console.log(lineOf("info", event, fields)),
    warn: (event, fields) => console.log(lineOf("warn", event, fields)),
    error: (event, fields) => console.error(lineOf("error", event, fields)),
  };
}

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
