import { AppError } from "@byteos/contracts/errors";
import { getDatabase } from "./client.ts";
import { isRetryable, toAppError } from "./database-error.ts";
import type { Prisma } from "./generated/client.ts";
import { type SessionSettings, withSessionSettings } from "./session-pool.ts";

/** The client inside one transaction; repositories take it first. */
export type Tx = Prisma.TransactionClient;

const attempts = 3;

/**
 * Runs `work` in one transaction under `settings`. It runs again, at most twice, when Postgres chose it
 * as the victim of a deadlock or a write conflict, so it must do nothing but database work.
 * Database failures come out as AppError.
 */
export async function inTransaction<T>(
  settings: SessionSettings,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const { prisma, statementTimeoutMs } = getDatabase();
  const session = { ...settings, statement_timeout: String(statementTimeoutMs) };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await withSessionSettings(session, () =>
        prisma.$transaction(work, { maxWait: 10_000, timeout: statementTimeoutMs * 2 }),
      );
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (attempt < attempts && isRetryable(error)) {
        await new Promise((resolve) => setTimeout(resolve, attempt * 20 * (1 + Math.random())));
        continue;
      }
      throw toAppError(error);
    }
  }
}
