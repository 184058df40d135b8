import pg, { type Pool, type PoolClient } from "pg";
import type { WriteLog } from "../instance/log.ts";

/** What runs SQL: a pool, or one connection inside a transaction. */
export type Queryable = Pick<PoolClient, "query">;

export interface PoolTarget {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
  maxConnections: number;
}

/** A pool that outlives restarts of the database: dead idle connections are dropped, not thrown. */
export function createPool(target: PoolTarget, log: WriteLog): Pool {
  const { maxConnections, ...connection } = target;
  const pool = new pg.Pool({
    ...connection,
    max: maxConnections,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 5_000,
    application_name: "supabase-local",
  });
  pool.on("error", (error) => {
    log("database.connection-lost", { code: "code" in error ? String(error.code) : "none" });
  });
  return pool;
}

/** Runs the work in a transaction on one connection; rolls back when it throws. */
export async function inTransaction<Result>(
  pool: Pool,
  work: (transaction: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error(String(failure));
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
