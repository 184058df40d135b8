import { z } from "zod";
import type { Queryable } from "../database/transactions.ts";
import type { ObjectMetadata } from "./objects.ts";

const mostRows = 1500;
const sortColumns = ["name", "updated_at", "created_at", "last_accessed_at"] as const;

/** Of objects that keep their earlier versions. Here none do, so all that is asked is whether to list any. */
export const VersionFilter = z.enum(["exclude", "include", "only"]).default("exclude");

// As upstream, what is too much is cut, and what cannot be sorted by is sorted by name.
export const ListBody = z.object({
  prefix: z.string().default(""),
  limit: z
    .int()
    .min(1)
    .default(100)
    .transform((limit) => Math.min(limit, mostRows)),
  offset: z.int().min(0).default(0),
  search: z.string().nullish(),
  sortBy: z
    .object({
      column: z.enum(sortColumns).catch("name"),
      order: z.enum(["asc", "desc"]).catch("asc"),
    })
    .prefault({ column: "name", order: "asc" }),
  noncurrentVersions: VersionFilter,
  deleteMarkers: VersionFilter,
  exactMatch: z.boolean().default(false),
});

interface ListedEntry {
  name: string;
  /** Null for a folder, which exists only in the names of its objects. */
  id: string | null;
  updated_at: Date | null;
  created_at: Date | null;
  last_accessed_at: Date | null;
  metadata: ObjectMetadata | null;
}

/** One level of a bucket below a folder, as the asking role sees it: folders and objects. */
export async function listObjects(
  db: Queryable,
  bucketId: string,
  options: z.infer<typeof ListBody>,
): Promise<ListedEntry[]> {
  if (options.noncurrentVersions === "only" || options.deleteMarkers === "only") return [];
  if (options.exactMatch) return listExact(db, bucketId, options.prefix);
  const folder = options.prefix.replaceAll(/^\/+|\/+$/g, "");
  const start = folder === "" ? "" : `${folder}/`;
  const level = start.split("/").length;
  const { column, order } = options.sortBy;
  // Names have no time of their own, so sorted by time folders come first, by name.
  const sorting =
    column === "name"
      ? `lower(name) collate "C" ${order}, name collate "C" ${order}`
      : `id is not null, ${column} ${order}, name asc`;
  const found = await db.query<ListedEntry>(
    `with below as (
       select * from storage.objects
       where bucket_id = $1 and name like $2 and path_tokens[$3] ilike $4 and path_tokens[$3] <> ''
     ), entries as (
       select distinct path_tokens[$3] as name, null::uuid as id, null::timestamptz as updated_at,
         null::timestamptz as created_at, null::timestamptz as last_accessed_at, null::jsonb as metadata
       from below where cardinality(path_tokens) > $3
       union all
       select path_tokens[$3], id, updated_at, created_at, last_accessed_at, metadata
       from below where cardinality(path_tokens) = $3
     )
     select * from entries order by ${sorting} limit $5 offset $6`,
    [
      bucketId,
      `${escapeLike(start)}%`,
      level,
      `${escapeLike(options.search ?? "")}%`,
      options.limit,
      options.offset,
    ],
  );
  return found.rows;
}

async function listExact(db: Queryable, bucketId: string, name: string): Promise<ListedEntry[]> {
  const found = await db.query<ListedEntry>(
    `select path_tokens[cardinality(path_tokens)] as name, id, updated_at, created_at, last_accessed_at, metadata
     from storage.objects where bucket_id = $1 and name = $2`,
    [bucketId, name],
  );
  return found.rows;
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}
