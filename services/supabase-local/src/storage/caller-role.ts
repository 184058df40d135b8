import type { Context } from "hono";
import type { PoolClient } from "pg";
import { z } from "zod";
import { inTransaction } from "../database/transactions.ts";
import { identifyCaller } from "../http/caller.ts";
import { accessDenied, findDatabaseRefusal, invalidToken } from "./storage-error.ts";
import type { StorageServices } from "./storage-services.ts";

/** As whom the database is asked. */
export interface CallerRole {
  role: string;
  claims: Record<string, unknown>;
  /** The user's id, kept as the owner of what they upload. */
  subject: string | null;
}

const keyRoles = { publishable: "anon", secret: "service_role" } as const;

/** Throws AccessDenied when nobody calls, InvalidJWT for a token that is not good. */
export async function readCallerRole(
  context: Context,
  services: StorageServices,
): Promise<CallerRole> {
  const caller = identifyCaller(context, services.keys, false);
  if (caller.token === null) {
    if (caller.key === null)
      throw accessDenied("headers must have required property 'authorization'");
    const role = keyRoles[caller.key];
    return { role, claims: { role }, subject: null };
  }
  const claims = await services.tokens.verify(caller.token);
  if (!claims) throw invalidToken("The token is not valid, or no longer");
  return { role: claims.role ?? "anon", claims, subject: claims.sub ?? null };
}

/** Runs the work in a transaction as the caller, so that the policies on the storage tables decide. */
export async function asCaller<Result>(
  services: StorageServices,
  caller: CallerRole,
  operation: string,
  work: (transaction: PoolClient) => Promise<Result>,
): Promise<Result> {
  try {
    return await inTransaction(services.pool, async (transaction) => {
      await becomeCaller(transaction, caller, operation);
      return work(transaction);
    });
  } catch (error) {
    throw findDatabaseRefusal(error) ?? error;
  }
}

/** From here to the end of the transaction the caller's role asks. */
export async function becomeCaller(
  transaction: PoolClient,
  caller: CallerRole,
  operation: string,
): Promise<void> {
  await transaction.query(
    `select set_config('role', $1, true), set_config('request.jwt.claims', $2, true),
       set_config('request.jwt.claim.sub', $3, true), set_config('request.jwt.claim.role', $1, true),
       set_config('storage.operation', $4, true), set_config('storage.allow_delete_query', 'true', true)`,
    [caller.role, JSON.stringify(caller.claims), caller.subject ?? "", operation],
  );
}

/** Runs the work as the service itself: for links, which carry their own permission, and for public buckets. */
export async function asService<Result>(
  services: StorageServices,
  work: (transaction: PoolClient) => Promise<Result>,
): Promise<Result> {
  try {
    return await inTransaction(services.pool, async (transaction) => {
      await transaction.query("select set_config('storage.allow_delete_query', 'true', true)");
      return work(transaction);
    });
  } catch (error) {
    throw findDatabaseRefusal(error) ?? error;
  }
}

/** The uuid of the caller, for the `owner` column; tokens of other services may carry other subjects. */
export function findOwnerId(subject: string | null): string | null {
  return z.uuid().safeParse(subject).success ? subject : null;
}
