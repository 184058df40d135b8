import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";

/** Settings that hold for one transaction, by name; `role` is the one that decides what it may do. */
export type SessionSettings = Readonly<Record<string, string>>;

// On globalThis, like the pool that reads it: a bundler may load this module more than once in a process,
// and settings written into one copy must reach connections made by another.
// Safe: the property is ours alone and read as possibly missing.
const holder = globalThis as typeof globalThis & {
  byteosSessionSettings?: AsyncLocalStorage<SessionSettings>;
};
const upcoming = (holder.byteosSessionSettings ??= new AsyncLocalStorage<SessionSettings>());

/** Any transaction opened by `run` starts with these settings, in the same round trip as its BEGIN. */
export function withSessionSettings<T>(
  settings: SessionSettings,
  run: () => Promise<T>,
): Promise<T> {
  return upcoming.run(settings, run);
}

/** `select` of calls that make these settings hold until the transaction ends. */
export function settingsSql(settings: SessionSettings): string {
  return `select ${settingCalls(settings)}`;
}

export function settingCalls(settings: SessionSettings): string {
  const calls = Object.entries(settings).map(
    ([name, value]) => `set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`,
  );
  return calls.join(", ");
}

class SessionClient extends pg.Client {
  // Typed loosely by pg itself: the driver adapter passes one query object and awaits the result.
  override query(...args: unknown[]): never {
    const [first, ...rest] = args;
    const settings = upcoming.getStore();
    const forward = Reflect.get(pg.Client.prototype, "query") as (...args: unknown[]) => never;
    if (settings !== undefined && isBegin(first)) {
      return forward.call(this, { ...first, text: `BEGIN; ${settingsSql(settings)}` }, ...rest);
    }
    return forward.call(this, ...args);
  }
}

function isBegin(query: unknown): query is { text: string } {
  return typeof query === "object" && query !== null && "text" in query && query.text === "BEGIN";
}

export interface PoolOptions {
  readonly url: string;
  readonly poolSize: number;
}

export function createSessionPool({ url, poolSize }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    Client: SessionClient,
  });
  // An idle connection that the server closes is replaced on the next query.
  pool.on("error", () => undefined);
  return pool;
}
