import { DuckDBDataProtocol, type AsyncDuckDBConnection } from "@duckdb/duckdb-wasm";
import { connect, openDatabase } from "./database.ts";
import { fetchTable, type FileToQuery } from "./fetch-table.ts";

export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** There are more rows than these. */
  readonly isCut: boolean;
  readonly durationMs: number;
  /** What was fetched, in words. */
  readonly fetched: string;
}

const mostRows = 1_000;

/**
 * Runs one query over a file of a repository, which it calls `data` or by its path. Parquet is fetched by column,
 * CSV by the ranges that DuckDB asks for. Throws words for the person.
 */
export async function runQuery(file: FileToQuery, sql: string): Promise<QueryResult> {
  const query = sql.trim().replace(/;\s*$/, "").replaceAll(`'${file.path}'`, "data");
  const connection = await connect();
  try {
    const fetched = await loadData(connection, file, query);
    const startedAt = performance.now();
    const table = await connection.query(
      `select columns(*)::varchar from (${query}\n) limit ${mostRows + 1}`,
    );
    const columns = table.schema.fields.map(({ name }) => name);
    const rows = table
      .toArray()
      .slice(0, mostRows)
      .map((row: unknown) => toCells(row, columns));
    return {
      columns,
      rows,
      isCut: table.numRows > mostRows,
      durationMs: performance.now() - startedAt,
      fetched,
    };
  } catch (error) {
    throw new Error(explain(error), { cause: error });
  } finally {
    await connection.close();
  }
}

async function loadData(
  connection: AsyncDuckDBConnection,
  file: FileToQuery,
  query: string,
): Promise<string> {
  // Of the query before; dropping the one kind fails when it is the other.
  for (const kind of ["view", "table"]) {
    await connection.query(`drop ${kind} if exists data`).catch(() => null);
  }
  if (file.ending === "csv" || file.ending === "tsv") {
    const database = await openDatabase();
    const name = `table.${file.ending}`;
    await database.dropFile(name).catch(() => null);
    const address = new URL(file.address, window.location.href).href;
    await database.registerFileURL(name, address, DuckDBDataProtocol.HTTP, false);
    await connection.query(`create view data as select * from read_csv('${name}')`);
    return "read as far as the query needs";
  }
  const { arrow, columns, columnCount, readBytes } = await fetchTable(file, query);
  await connection.insertArrowFromIPCStream(arrow, { name: "data", create: true });
  const megabytes = (readBytes / 1e6).toFixed(1);
  return `fetched ${columns.length} of ${columnCount} columns, ${megabytes} MB`;
}

function toCells(row: unknown, columns: readonly string[]): string[] {
  const cells = typeof row === "object" && row !== null ? Object.entries(row) : [];
  const byName = new Map<string, unknown>(cells);
  return columns.map((name) => {
    const value = byName.get(name);
    return typeof value === "string" ? value : "";
  });
}

/** DuckDB says what is wrong and where; the frames of its own code help nobody. */
function explain(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n\n")[0]?.slice(0, 500) ?? "The query could not be run.";
}
