import { readdir } from "node:fs/promises";
import pg from "pg";
import { failed, ok, warning, type Check, type Outcome } from "../finding.ts";
import type { Target } from "../target.ts";

const timeoutMs = 10_000;
const roles = ["byteos_user", "byteos_public", "service_role"];
const docs = "docs/production.md";

/** The database as the apps reach it: with `DATABASE_URL` and no other right. */
export function databaseChecks(target: Target, migrationsDir: string): Check[] {
  const withClient = (look: (client: pg.Client) => Promise<Outcome>) => () =>
    connected(target.DATABASE_URL, look);
  return [
    {
      id: "database",
      title: "Database",
      run: withClient(async (client) => {
        const { rows } = await client.query<{ version: string }>(
          "select current_setting('server_version') as version",
        );
        const version = rows[0]?.version ?? "";
        return Number.parseInt(version, 10) >= 17
          ? ok(`Postgres ${version.split(" ")[0]}, ${describeRoad(target.DATABASE_URL)}`)
          : warning(`Postgres ${version}`, "ByteOS is tested on Postgres 17; upgrade the project.");
      }),
    },
    { id: "role", title: "Login role", run: withClient(lookAtRole) },
    {
      id: "migrations",
      title: "Migrations",
      run: withClient((client) => lookAtMigrations(client, migrationsDir)),
    },
    { id: "policies", title: "Policies", run: withClient(lookAtPolicies) },
  ];
}

async function connected(
  connectionString: string,
  look: (client: pg.Client) => Promise<Outcome>,
): Promise<Outcome> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
  });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    return describeRefusal(error);
  }
  try {
    return await look(client);
  } finally {
    await client.end().catch(() => {});
  }
}

function describeRefusal(error: unknown): Outcome {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const message = error instanceof Error ? error.message : "";
  if (code === "28P01" || /password authentication failed/i.test(message)) {
    return failed(
      "the password is refused",
      `Give byteos_app its password again (${docs}, the login role) and put it into DATABASE_URL, ` +
        "with special characters percent-encoded.",
    );
  }
  if (/tenant or user not found/i.test(message)) {
    return failed(
      "the pooler knows no such user",
      "Through the pooler the user is byteos_app.YOUR_REF; take the host from the dashboard under Connect.",
    );
  }
  if (code === "28000" || /not permitted to log in/i.test(message)) {
    return failed(
      "the role may not log in",
      `alter role byteos_app with login password '…' (${docs}).`,
    );
  }
  return failed(
    `not reachable (${code || "no answer in time"})`,
    "Check host and port of DATABASE_URL, that the project is not paused, and that its network " +
      "restrictions let this address in. A direct address may need IPv6; the pooler does not.",
  );
}

function describeRoad(url: string): string {
  const port = new URL(url).port || "5432";
  if (port === "6543") return "transaction pooler";
  return new URL(url).hostname.includes("pooler") ? "session pooler" : "direct";
}

async function lookAtRole(client: pg.Client): Promise<Outcome> {
  const { rows } = await client.query<{ name: string; excess: string[]; absent: string[] }>(
    `select r.rolname as name,
       array_remove(array[
         case when r.rolsuper then 'is a superuser' end,
         case when r.rolbypassrls then 'passes by row level security' end,
         case when r.rolinherit then 'inherits the rights of other roles' end,
         case when r.rolcreaterole then 'may make roles' end,
         case when exists (select from pg_class c where c.relowner = r.oid
           and c.relnamespace = 'public'::regnamespace) then 'owns tables' end], null) as excess,
       array(select wanted from unnest($1::text[]) wanted
         where not exists (select from pg_roles t where t.rolname = wanted
           and pg_has_role(r.oid, t.oid, 'set'))) as absent
     from pg_roles r where r.rolname = session_user`,
    [roles],
  );
  const [role] = rows;
  if (role === undefined) return failed("the role is not known", "Use byteos_app in DATABASE_URL.");
  if (role.excess.length > 0) {
    return failed(
      `${role.name} ${role.excess.join(" and ")}`,
      `Use byteos_app in DATABASE_URL, not the owner (${docs}). If it is byteos_app: alter role byteos_app ` +
        "nosuperuser nobypassrls noinherit nocreaterole.",
    );
  }
  if (role.absent.length > 0) {
    return failed(
      `${role.name} may not become ${role.absent.join(", ")}`,
      "Apply the migrations: supabase db push. They grant these roles to byteos_app.",
    );
  }
  return ok(`${role.name}, with no right of its own`);
}

async function lookAtMigrations(client: pg.Client, folder: string): Promise<Outcome> {
  const files = (await readdir(folder)).flatMap((name) => /^(\d+)_.+\.sql$/.exec(name)?.[1] ?? []);
  const push = "supabase db push (with the embedded Supabase: start it again).";
  const applied = await asService(client, async () => {
    const { rows } = await client.query<{ found: boolean }>(
      "select to_regprocedure('app.applied_migrations()') is not null as found",
    );
    if (!rows[0]?.found) return null;
    const listed = await client.query<{ version: string }>(
      "select version from app.applied_migrations() as version",
    );
    return new Set(listed.rows.map(({ version }) => version));
  }).catch(() => null);
  if (applied === null) return failed("this is not ByteOS's schema, or an old one", push);
  const absent = files.filter((version) => !applied.has(version));
  const foreign = [...applied].filter((version) => !files.includes(version));
  if (absent.length > 0) return failed(`not applied: ${absent.join(", ")}`, push);
  if (foreign.length > 0) {
    return warning(
      `applied, but not in this version of ByteOS: ${foreign.join(", ")}`,
      "Deploy the version of ByteOS that has them; never take a migration back.",
    );
  }
  return ok(`all ${files.length} applied`);
}

async function lookAtPolicies(client: pg.Client): Promise<Outcome> {
  const { rows } = await client.query<{ table: string; open: boolean; reach: string[] }>(
    `select c.relname as table, not c.relrowsecurity as open,
       array(select r.rolname::text from pg_roles r where r.rolname in ('anon', 'authenticated')
         and has_table_privilege(r.oid, c.oid, 'select, insert, update, delete, truncate')) as reach
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
  );
  if (rows.length === 0) return failed("there are no tables", "supabase db push");
  const open = rows.filter((row) => row.open).map((row) => row.table);
  if (open.length > 0) {
    return failed(
      `row level security is off on ${open.join(", ")}`,
      open.map((table) => `alter table public.${table} enable row level security;`).join(" "),
    );
  }
  const reached = rows.filter((row) => row.reach.length > 0).map((row) => row.table);
  if (reached.length > 0) {
    return failed(
      `anyone with the publishable key reaches ${reached.join(", ")}`,
      reached.map((table) => `revoke all on public.${table} from anon, authenticated;`).join(" "),
    );
  }
  return ok(`on for all ${rows.length} tables, closed to the Data API`);
}

async function asService<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query("begin; set local role service_role");
  try {
    return await work();
  } finally {
    await client.query("rollback");
  }
}
