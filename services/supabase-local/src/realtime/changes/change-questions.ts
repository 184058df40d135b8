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

export interface ChangeQuestion {
  change: LoggedChange;
  filters: Filter[];
  roles: string[];
}

/** What changes look like, and which of the filters each passes, in one call. Throws when a table is gone. */
export async function describeChanges(
  pool: Pool,
  questions: ChangeQuestion[],
): Promise<DescribedChange[]> {
  const asked = questions.map(({ change, filters, roles }) => ({
    entity: change.relation.oid,
    transaction_id: String(change.transactionId),
    names: change.row.names,
    vals: change.row.values,
    old_names: change.old.names,
    old_vals: change.old.values,
    is_delete: change.type === "DELETE",
    columns: filters.map(({ column }) => column),
    operators: filters.map(({ operator }) => operator),
    operands: filters.map(({ operand }) => operand),
    negations: filters.map(({ isNegated }) => isNegated),
    roles,
  }));
  const found = await pool.query({
    name: "realtime.describe-changes",
    text: `select d.* from rows from (jsonb_to_recordset($1) as (entity oid, transaction_id text, names text[],
        vals text[], old_names text[], old_vals text[], is_delete boolean, columns text[], operators text[],
        operands text[], negations boolean[], roles text[])) with ordinality c,
      supabase_local.describe_change(c.entity, c.transaction_id, c.names, c.vals, c.old_names, c.old_vals,
        c.is_delete, c.columns, c.operators, c.operands, c.negations, c.roles) d
      order by c.ordinality`,
    values: [JSON.stringify(asked)],
  });
  return z.array(Described).parse(found.rows).map(toDescribed);
}

function toDescribed(described: z.infer<typeof Described>): DescribedChange {
  const { is_secured, shape, record, old_record, results, readable } = described;
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

/** Which of these rows of a table, by their keys, each of these people may see. */
export interface VisibilityQuestion {
  relationOid: number;
  keyNames: string[];
  keys: (string | null)[][];
  identities: Pick<Identity, "role" | "claims">[];
}

const Places = z.array(z.array(z.int().positive()));

/** For each question and each of its identities, the places of the keys of rows that the policies let it see. */
export async function findVisible(
  pool: Pool,
  questions: VisibilityQuestion[],
): Promise<ReadonlySet<number>[][]> {
  if (questions.length === 0) return [];
  const asked = questions.map(({ relationOid, keyNames, keys, identities }) => ({
    entity: relationOid,
    key_names: keyNames,
    keys,
    roles: identities.map(({ role }) => role),
    claims: identities.map(({ claims }) => JSON.stringify(claims)),
  }));
  const found = await pool.query<{ visible: unknown }>({
    name: "realtime.find-visible-rows",
    text: `select supabase_local.find_visible_rows(c.entity, c.key_names, c.keys, c.roles, c.claims) as visible
      from rows from (jsonb_to_recordset($1) as (entity oid, key_names text[], keys jsonb, roles text[],
        claims text[])) with ordinality c order by c.ordinality`,
    values: [JSON.stringify(asked)],
  });
  return found.rows.map(({ visible }) =>
    Places.parse(visible).map((places) => new Set(places.map((place) => place - 1))),
  );
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
