import { z } from "zod";
import type { Queryable } from "../database/transactions.ts";
import { VersionFilter } from "./list-objects.ts";
import type { ObjectMetadata } from "./objects.ts";
import { StorageError } from "./storage-error.ts";

const mostRows = 1000;
const SortBy = z.object({
  column: z.enum(["name", "updated_at", "created_at"]),
  order: z.enum(["asc", "desc"]).default("asc"),
});
type SortBy = z.infer<typeof SortBy>;

export const ListPageBody = z.object({
  prefix: z.string().default(""),
  limit: z
    .int()
    .min(1)
    .default(mostRows)
    .transform((limit) => Math.min(limit, mostRows)),
  cursor: z.string().nullish(),
  with_delimiter: z.boolean().default(false),
  sortBy: SortBy.nullish(),
  noncurrentVersions: VersionFilter,
  deleteMarkers: VersionFilter,
  exactMatch: z.boolean().default(false),
});

/** Where the next page begins: after the entry of this name and time, in this order. */
const Cursor = z.object({
  name: z.string(),
  /** As the database writes it, to the microsecond; null when sorted by name. */
  time: z.string().nullable(),
  sortBy: SortBy,
});

interface PageRow {
  name: string;
  id: string | null;
  updated_at: Date;
  created_at: Date;
  last_accessed_at: Date;
  metadata: ObjectMetadata | null;
  time: string;
}

interface ListedPage {
  hasNext: boolean;
  nextCursor?: string;
  folders: { name: string; key: string }[];
  objects: (Omit<PageRow, "time"> & { key: string })[];
}

/**
 * A page of the objects whose names begin with the prefix, as the asking role sees them; with a delimiter
 * those further down are shown once as their folder. Names are whole. Throws InvalidParameter for a cursor
 * that this did not make.
 */
export async function listPage(
  db: Queryable,
  bucketId: string,
  options: z.infer<typeof ListPageBody>,
): Promise<ListedPage> {
  if (options.noncurrentVersions === "only" || options.deleteMarkers === "only") {
    return { hasNext: false, folders: [], objects: [] };
  }
  const cursor = options.cursor ? readCursor(options.cursor) : null;
  const sortBy = cursor?.sortBy ?? options.sortBy ?? { column: "name", order: "asc" };
  const rows = await findRows(db, bucketId, options, sortBy, cursor);
  const shown = rows.slice(0, options.limit);
  const last = shown.at(-1);
  const hasNext = rows.length > shown.length;
  return {
    hasNext,
    ...(hasNext && last ? { nextCursor: writeCursor(last, sortBy) } : {}),
    folders: shown.filter((row) => row.id === null).map(({ name }) => ({ name, key: name })),
    objects: shown
      .filter((row) => row.id !== null)
      .map(({ time: _time, ...object }) => ({ ...object, key: object.name })),
  };
}

async function findRows(
  db: Queryable,
  bucketId: string,
  options: z.infer<typeof ListPageBody>,
  { column, order }: SortBy,
  cursor: z.infer<typeof Cursor> | null,
): Promise<PageRow[]> {
  const isByName = column === "name";
  const time = isByName ? "created_at" : column;
  const direction = order === "asc" ? ">" : "<";
  const after = isByName
    ? `$5::text is null and name collate "C" ${direction} $4`
    : `(${time}, name collate "C") ${direction} ($5::timestamptz, $4)`;
  const sorting = isByName ? "" : `${time} ${order}, `;
  const columns = "name, id, updated_at, created_at, last_accessed_at, metadata";
  const matching = `select ${columns} from storage.objects
    where bucket_id = $1 and ${options.exactMatch ? "name = $2" : "starts_with(name, $2)"}`;
  const entries = options.with_delimiter && !options.exactMatch ? inFolders(matching) : matching;
  const found = await db.query<PageRow>(
    `select *, ${time}::text as time from (${entries}) as entries
     where $4::text is null or (${after})
     order by ${sorting} name collate "C" ${order} limit $3`,
    [bucketId, options.prefix, options.limit + 1, cursor?.name ?? null, cursor?.time ?? null],
  );
  return found.rows;
}

/** What lies below a slash after the prefix becomes one row of its folder, as old as the oldest in it. */
function inFolders(matching: string): string {
  return `
    with placed as (
      select *, strpos(substr(name, char_length($2) + 1), '/') as slash from (${matching}) as matching
    )
    select name, id, updated_at, created_at, last_accessed_at, metadata from placed where slash = 0
    union all
    select left(name, char_length($2) + slash), null, min(updated_at), min(created_at), min(last_accessed_at), null
    from placed where slash > 0 group by 1`;
}

function writeCursor(last: PageRow, sortBy: SortBy): string {
  const time = sortBy.column === "name" ? null : last.time;
  return Buffer.from(JSON.stringify({ name: last.name, time, sortBy })).toString("base64url");
}

function readCursor(text: string): z.infer<typeof Cursor> {
  try {
    return Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw new StorageError(400, "InvalidParameter", "Invalid Parameter cursor");
  }
}
