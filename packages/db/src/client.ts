import { AppError } from "@byteos/contracts/errors";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client.ts";
import { createSessionPool } from "./session-pool.ts";

export interface DatabaseOptions {
  /** Address of the login role `byteos_app`. */
  readonly url: string;
  /** Default 10. */
  readonly poolSize?: number;
  /** Default 15,000. */
  readonly statementTimeoutMs?: number;
}

export interface Database {
  readonly prisma: PrismaClient;
  readonly statementTimeoutMs: number;
  readonly close: () => Promise<void>;
}

// On globalThis because a bundler may load this module more than once in a process.
// Safe: the property is ours alone and read as possibly missing.
const holder = globalThis as typeof globalThis & {
  byteosDatabase?: { options: DatabaseOptions; database: Database | null };
};

/** Names the database this process uses; connections are made when the first query comes. */
export function configureDatabase(options: DatabaseOptions): void {
  const current = holder.byteosDatabase;
  if (current !== undefined && JSON.stringify(current.options) === JSON.stringify(options)) return;
  void current?.database?.close();
  holder.byteosDatabase = { options, database: null };
}

export function getDatabase(): Database {
  const current = holder.byteosDatabase;
  if (current === undefined) {
    throw new AppError("internal", "database.not-configured", "No database has been configured");
  }
  return (current.database ??= openDatabase(current.options));
}

/** Ends every connection of this process; a later query opens them again. */
export async function closeDatabase(): Promise<void> {
  const current = holder.byteosDatabase;
  const database = current?.database ?? null;
  if (current !== undefined) current.database = null;
  await database?.close();
}

function openDatabase(options: DatabaseOptions): Database {
  const pool = createSessionPool({ url: options.url, poolSize: options.poolSize ?? 10 });
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: "minimal" });
  return {
    prisma,
    statementTimeoutMs: options.statementTimeoutMs ?? 15_000,
    close: async () => {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
