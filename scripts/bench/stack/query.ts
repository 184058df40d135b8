import pg from "pg";
import type { BenchStack } from "./bench-stack.ts";

/** Rows as the owner of the schema sees them: for finding what to measure and checking what is stored. */
export async function queryAsOwner<Row extends pg.QueryResultRow>(
  stack: BenchStack,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: stack.ownerDatabaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(sql, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}

/** The first row; throws `missing` when there is none. */
export async function queryOne<Row extends pg.QueryResultRow>(
  stack: BenchStack,
  missing: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row> {
  const [row] = await queryAsOwner<Row>(stack, sql, values);
  if (row === undefined) throw new Error(missing);
  return row;
}
