import { settingCalls, settingsSql } from "./session-pool.ts";
import { inTransaction, type Tx } from "./transaction.ts";

/**
 * One transaction that row level security does not limit: `work` itself must name the rows it may touch.
 * `reason` says in words why no person's own rights suffice; Postgres shows it beside the connection.
 */
export function asService<T>(reason: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(
    { role: "service_role", "request.jwt.claims": "", application_name: `byteos: ${reason}` },
    work,
  );
}

/**
 * Runs `work` with the service's rights inside a transaction that `asUser` opened, then hands the
 * person's own rights back. For steps that must be one with what the person did and yet are not theirs
 * to do: reading a rubric, writing a score, moving progress. The ids it uses should come from rows the
 * person could read.
 */
export async function elevated<T>(
  tx: Tx,
  reason: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const service = { role: "service_role", application_name: `byteos: ${reason}` };
  // The columns of a row are worked out from left to right: the role is read before it changes.
  const [before] = await tx.$queryRawUnsafe<{ role: string }[]>(
    `select current_setting('role') as role, ${settingCalls(service)}`,
  );
  const result = await work(tx);
  await tx.$executeRawUnsafe(settingsSql({ role: before?.role ?? "none", application_name: "" }));
  return result;
}
