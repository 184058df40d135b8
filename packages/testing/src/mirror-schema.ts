import type { ClientBase } from "pg";

interface Column {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  readonly default: string | null;
  readonly identity: "" | "a" | "d";
  readonly isGenerated: boolean;
}
interface ForeignKey {
  readonly table: string;
  readonly column: string;
  readonly target: string;
  readonly targetColumn: string;
  readonly onDelete: string;
}
interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly primaryKey: readonly string[];
  readonly uniques: readonly (readonly string[])[];
}

const columnsSql = `
  select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
         not a.attnotnull as "isNullable",
         case when a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid) end as default,
         a.attidentity as identity, a.attgenerated <> '' as "isGenerated"
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  order by c.relname, a.attnum`;

// Partial and expression indexes are left out: Prisma must not use them as keys.
const keysSql = `
  select c.relname as table, i.indisprimary as "isPrimary",
         (select array_agg(a.attname::text order by k.position)
            from unnest(i.indkey::int[]) with ordinality as k(number, position)
            join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number) as columns
  from pg_index i
  join pg_class c on c.oid = i.indrelid
  where c.relnamespace = 'public'::regnamespace and i.indisunique and i.indpred is null and i.indexprs is null
  order by c.relname, columns`;

const foreignKeysSql = `
  select c.relname as table, a.attname as column, t.relname as target, ta.attname as "targetColumn",
         k.confdeltype as "onDelete"
  from pg_constraint k
  join pg_class c on c.oid = k.conrelid
  join pg_class t on t.oid = k.confrelid
  join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
  join pg_attribute ta on ta.attrelid = t.oid and ta.attnum = k.confkey[1]
  where k.contype = 'f' and c.relnamespace = 'public'::regnamespace
    and t.relnamespace = 'public'::regnamespace and array_length(k.conkey, 1) = 1
  order by c.relname, a.attnum`;

const scalarTypes: Readonly<Record<string, string>> = {
  uuid: "String @db.Uuid",
  text: "String",
  jsonb: "Json",
  integer: "Int",
  bigint: "BigInt",
  "double precision": "Float",
  boolean: "Boolean",
  "timestamp with time zone": "DateTime @db.Timestamptz(6)",
  date: "DateTime @db.Date",
  "text[]": "String[]",
  "real[]": "Float[] @db.Real",
};
const deleteActions: Readonly<Record<string, string>> = {
  a: "NoAction",
  c: "Cascade",
  n: "SetNull",
  r: "Restrict",
};
const modelNameOverrides: Readonly<Record<string, string>> = { audit_log: "AuditLogEntry" };

const camel = (name: string) =>
  name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const lowered = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

export function modelName(table: string): string {
  const singular = table.endsWith("ies") ? `${table.slice(0, -3)}y` : table.replace(/s$/, "");
  return modelNameOverrides[table] ?? capitalised(camel(singular));
}

function relationField(key: ForeignKey): string {
  return key.column.endsWith("_id")
    ? camel(key.column.slice(0, -3))
    : `${camel(key.column)}${modelName(key.target)}`;
}

/**
 * The text of prisma/schema.prisma for the `public` schema of a database. Every default is written
 * as the database's own, so that the client leaves the column out of its inserts: roles that may not
 * write a column can still insert the row.
 */
export async function mirrorSchema(client: ClientBase): Promise<string> {
  const columns = await client.query<Column & { table: string }>(columnsSql);
  const keys = await client.query<{ table: string; isPrimary: boolean; columns: string[] }>(
    keysSql,
  );
  const foreign = (await client.query<ForeignKey>(foreignKeysSql)).rows;
  const tables = [...new Set(columns.rows.map((column) => column.table))].map((name): Table => ({
    name,
    columns: columns.rows.filter((column) => column.table === name),
    primaryKey: keys.rows.find((key) => key.table === name && key.isPrimary)?.columns ?? [],
    uniques: keys.rows
      .filter((key) => key.table === name && !key.isPrimary)
      .map((key) => key.columns),
  }));
  return `${header}\n${tables.map((table) => modelText(table, tables, foreign)).join("\n")}`;
}

const header = `// Mirrors supabase/migrations, which own the schema. Written by packages/testing/src/write-prisma-schema.ts.
generator client {
  provider               = "prisma-client"
  output                 = "../packages/db/src/generated"
  runtime                = "nodejs"
  moduleFormat           = "esm"
  generatedFileExtension = "ts"
  importFileExtension    = "ts"
}

datasource db {
  provider = "postgresql"
}
`;

function modelText(table: Table, tables: readonly Table[], foreign: readonly ForeignKey[]): string {
  const lines = table.columns.map((column) => columnText(column, table));
  for (const key of foreign.filter((key) => key.table === table.name)) {
    const column = table.columns.find((column) => column.name === key.column);
    lines.push(
      `${relationField(key)} ${modelName(key.target)}${column?.isNullable ? "?" : ""} @relation("${key.table}_${key.column}", fields: [${camel(key.column)}], references: [${camel(key.targetColumn)}], onDelete: ${deleteActions[key.onDelete] ?? "NoAction"})`,
    );
  }
  for (const key of foreign.filter((key) => key.target === table.name)) {
    const source = tables.find((candidate) => candidate.name === key.table);
    const isOne = [source?.primaryKey, ...(source?.uniques ?? [])].some(
      (unique) => unique?.length === 1 && unique[0] === key.column,
    );
    const isOnly =
      foreign.filter((other) => other.table === key.table && other.target === table.name).length ===
      1;
    const base = isOne ? lowered(modelName(key.table)) : camel(key.table);
    lines.push(
      `${isOnly ? base : `${base}As${capitalised(relationField(key))}`} ${modelName(key.table)}${isOne ? "?" : "[]"} @relation("${key.table}_${key.column}")`,
    );
  }
  lines.push("");
  if (table.primaryKey.length > 1) lines.push(`@@id([${table.primaryKey.map(camel).join(", ")}])`);
  for (const unique of table.uniques.filter((columns) => columns.length > 1)) {
    lines.push(`@@unique([${unique.map(camel).join(", ")}])`);
  }
  lines.push(`@@map("${table.name}")`);
  const body = lines.map((line) => (line === "" ? "" : `  ${line}`)).join("\n");
  return `model ${modelName(table.name)} {\n${body}\n}\n`;
}

function columnText(column: Column, table: Table): string {
  const known = scalarTypes[column.type];
  const [type = "", ...attributes] = (known ?? `Unsupported("${column.type}")`).split(" ");
  const isList = type.endsWith("[]");
  const parts = [camel(column.name), column.isNullable && !isList ? `${type}?` : type];
  const isOnly = (columns: readonly string[]) => columns.length === 1 && columns[0] === column.name;
  if (isOnly(table.primaryKey)) parts.push("@id");
  if (table.uniques.some(isOnly)) parts.push("@unique");
  if (column.identity !== "") parts.push("@default(autoincrement())");
  else if (column.default !== null) {
    parts.push(`@default(dbgenerated(${JSON.stringify(column.default)}))`);
  } else if (column.isGenerated) parts.push("@default(dbgenerated())");
  if (camel(column.name) !== column.name) parts.push(`@map("${column.name}")`);
  return [...parts, ...attributes].join(" ");
}
