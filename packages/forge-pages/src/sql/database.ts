import { AsyncDuckDB, VoidLogger, type AsyncDuckDBConnection } from "@duckdb/duckdb-wasm";

let opening: Promise<AsyncDuckDB> | undefined;

/** DuckDB in a worker of this page; both its files come from our own origin, and it loads nothing else. */
async function open(): Promise<AsyncDuckDB> {
  const program = new URL("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm", import.meta.url);
  const script = new URL("@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js", import.meta.url);
  const database = new AsyncDuckDB(new VoidLogger(), new Worker(script.href));
  await database.instantiate(program.href);
  await database.open({ query: { castBigIntToDouble: false } });
  return database;
}

export async function openDatabase(): Promise<AsyncDuckDB> {
  opening ??= open();
  try {
    return await opening;
  } catch (error) {
    opening = undefined;
    throw error;
  }
}

/** A connection with no way out: no extension is fetched, and no file but those that are given is read. */
export async function connect(): Promise<AsyncDuckDBConnection> {
  const connection = await (await openDatabase()).connect();
  await connection.query("set autoinstall_known_extensions = false");
  await connection.query("set autoload_known_extensions = false");
  return connection;
}
