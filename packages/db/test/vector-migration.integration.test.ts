import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { withTestDatabase } from "@byteos/testing/test-database";
import { withVectorDatabase } from "@byteos/testing/vector-database";
import { expect, it } from "vitest";

const plain = withTestDatabase();
const withVector = withVectorDatabase();
const migrations = fileURLToPath(new URL("../../../supabase/migrations", import.meta.url));

/** Everything of ours in a database, a line each. */
const inventory = `
  select 'column ' || table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable as line
    from information_schema.columns where table_schema in ('public', 'app')
  union all
  select 'index ' || indexname || ' on ' || tablename from pg_indexes where schemaname in ('public', 'app')
  union all
  select 'policy ' || schemaname || '.' || tablename || ' ' || policyname || ' ' || cmd || ' ' || roles::text
    from pg_policies where schemaname in ('public', 'app', 'storage')
  union all
  select 'secured ' || c.relname || ' ' || c.relrowsecurity || ' ' || c.relforcerowsecurity
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
  union all
  select 'trigger ' || tgrelid::regclass || ' ' || tgname from pg_trigger t
    join pg_class c on c.oid = t.tgrelid
    where not tgisinternal and c.relnamespace = 'public'::regnamespace
  union all
  select 'function ' || p.oid::regprocedure from pg_proc p where p.pronamespace = 'app'::regnamespace
  union all
  select 'grant ' || table_name || ' ' || grantee || ' ' || privilege_type
    from information_schema.role_table_grants
    where table_schema = 'public' and grantee in ('byteos_user', 'byteos_public', 'service_role', 'anon', 'authenticated')
  union all
  select 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
    from pg_constraint where connamespace = 'public'::regnamespace and contype <> 'n'
`;

async function readInventory(database: Pick<typeof plain, "query">): Promise<Set<string>> {
  const rows = await database.query<{ line: string }>(inventory);
  return new Set(rows.map(({ line }) => line));
}

it("gives both kinds of database the same schema, and the one with `vector` an index and a search more", async () => {
  const [without, having] = [await readInventory(plain), await readInventory(withVector)];
  expect([...without].filter((line) => !having.has(line))).toEqual([]);
  expect([...having].filter((line) => !without.has(line)).toSorted()).toEqual([
    "function app.nearest_passages(uuid,text,real[],uuid[],uuid[],uuid[],integer)",
    ...[1024, 1536, 384, 768].map((size) => `index passages_embedding_${size}_idx on passages`),
  ]);
  expect(without.size).toBeGreaterThan(500);
});

it("is one of the migrations that a database without `vector` has applied, with all after it", async () => {
  const files = (await readdir(migrations)).filter((name) => name.endsWith(".sql")).toSorted();
  const applied = await plain.query<{ version: string }>(
    "select version from supabase_migrations.schema_migrations order by version",
  );
  expect(applied.map(({ version }) => version)).toEqual(
    files.map((name) => name.slice(0, name.indexOf("_"))),
  );
  expect(await plain.query("select from pg_available_extensions where name = 'vector'")).toEqual(
    [],
  );
});
