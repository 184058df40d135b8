import { DatabaseError, type Pool } from "pg";
import { z } from "zod";
import type { Identity } from "../identity.ts";
import type { LoggedChange } from "./change-log.ts";
import { type ChangeRequest, describeRequest } from "./change-request.ts";
import type { Filter } from "./filters.ts";

const publication = "supabase_realtime";

const Row = z.record(z.string(), z.unknown());
const Described = z.object({
  is_secured: z.boolean(),
  shape: z.array(z.object({ name: z.string(), type: z.string(), isKey: z.boolean() })),
  record: Row,
  old_record: Row,
  results: z.array(z.boolean().nullable()).nullable(),
  readable: z.record(z.string(), z.array(z.string())).nullable(),
});

export interface DescribedChange {
  /** Row level security is on. */
  isSecured: boolean;
  columns: { name: string; type: string; isKey: boolean }[];
  record: Record<string, unknown>;
  oldRecord: Record<string, unknown>;
  /** Which of the filters that were asked hold. */
  results: boolean[];
  /** The columns that each role may read; a role that there is not has none. */
  readable: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a change looks like, and which of the filters it passes. Throws when its table is gone. */
export async function describeChange(
  pool: Pool,
  change: LoggedChange,
  filters: Filter[],
  roles: string[],
): Promise<DescribedChange> {
  const { relation, transactionId, row, old, type } = change;
  const found = await pool.query(
    `select * from supabase_local.describe_change($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      relation.oid,
      String(transactionId),
      row.names,
      row.values,
      old.names,
      old.values,
      type === "DELETE",
      filters.map(({ column }) => column),
      filters.map(({ operator }) => operator),
      filters.map(({ operand }) => operand),
      filters.map(({ isNegated }) => isNegated),
      roles,
    ],
  );
  const { is_secured, shape, record, old_record, results, readable } = Described.parse(
    found.rows[0],
  );
  return {
    isSecured: is_secured,
    columns: shape,
    record,
    oldRecord: old_record,
    results: (results ?? []).map((each) => each === true),
    readable: new Map(
      Object.entries(readable ?? {}).map(([role, names]) => [role, new Set(names)]),
    ),
  };
}

/** For each identity, whether the policies let it see the row with this key. */
export async function findVisible(
  pool: Pool,
  relationOid: number,
  key: { names: string[]; values: (string | null)[] },
  identities: Pick<Identity, "role" | "claims">[],
): Promise<boolean[]> {
  const found = await pool.query<{ visible: boolean[] }>(
    "select supabase_local.find_visible($1, $2, $3, $4, $5) as visible",
    [
      relationOid,
      key.names,
      key.values,
      identities.map(({ role }) => role),
      identities.map(({ claims }) => JSON.stringify(claims)),
    ],
  );
  return found.rows[0]?.visible ?? [];
}

/** Why nobody could be sent these changes, in the hosted service's words; null when they can be had. */
export async function findObstacle(
  pool: Pool,
  request: ChangeRequest,
  role: string,
): Promise<string | null> {
  const { schema, table, filters, selected } = request;
  const intro = "Unable to subscribe to changes with given parameters.";
  const shown = describeRequest(request);
  try {
    const found = await pool.query<{ tables: number }>(
      "select supabase_local.check_subscription($1, $2, $3, $4, $5, $6, $7, $8) as tables",
      [
        publication,
        schema,
        table,
        role,
        filters.map(({ column }) => column),
        filters.map(({ operator }) => operator),
        filters.map(({ operand }) => operand),
        selected ?? [],
      ],
    );
    if ((found.rows[0]?.tables ?? 0) > 0) return null;
    return `${intro} Please check Realtime is enabled for the given connect parameters: ${shown}`;
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    return `${intro} An exception happened so please check your connect parameters: ${shown}. Exception: ${error.message}`;
  }
}
