import { Client } from "pg";
import type { TestInstance } from "./running-instance.ts";

export interface HeldTransaction {
  /** Resolves once somebody waits for what the transaction holds. */
  waitForAnother(): Promise<void>;
  commit(): Promise<void>;
}

/** Does something in the database and leaves its transaction open, so that a test decides who comes first. */
export async function holdTransaction(
  instance: TestInstance,
  statement: string,
): Promise<HeldTransaction> {
  const client = new Client({ connectionString: instance.adminDatabaseUrl });
  await client.connect();
  await client.query("begin");
  await client.query(statement);
  return {
    waitForAnother: async () => {
      for (let attempt = 0; attempt < 500; attempt += 1) {
        const { rowCount } = await client.query("select from pg_locks where not granted limit 1");
        if (rowCount) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      throw new Error("Nobody waits for the transaction.");
    },
    commit: async () => {
      await client.query("commit");
      await client.end();
    },
  };
}
