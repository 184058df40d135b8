import pg from "pg";

let pool: pg.Pool | undefined;

/**
 * Runs `work` in one transaction as one of the app's roles, which its policies know; never as the owner,
 * whose address the platform gives every function.
 */
export async function asRole<T>(
  role: "byteos_public" | "service_role",
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  pool ??= openPool();
  const client = await pool.connect();
  let isBroken = false;
  try {
    await client.query(`begin; set local role ${role}; set local statement_timeout = '10s'`);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    isBroken = await client.query("rollback").then(
      () => false,
      () => true,
    );
    throw error;
  } finally {
    client.release(isBroken);
  }
}

function openPool(): pg.Pool {
  const opened = new pg.Pool({
    connectionString: Deno.env.get("SUPABASE_DB_URL"),
    max: 3,
    idleTimeoutMillis: 20_000,
    connectionTimeoutMillis: 5_000,
  });
  // An idle connection that the server closes is replaced on the next query.
  opened.on("error", () => {});
  return opened;
}
