import type { Queryable } from "../database/transactions.ts";
import { findOwnerId } from "./caller-role.ts";
import type { StoredFile } from "./file-store.ts";
import { requireObjectName } from "./object-names.ts";
import { bucketNotFound, objectNotFound } from "./storage-error.ts";

export interface BucketRow {
  id: string;
  name: string;
  owner: string | null;
  public: boolean;
  file_size_limit: number | null;
  allowed_mime_types: string[] | null;
  type: string;
  created_at: Date;
  updated_at: Date;
}

export const bucketColumns =
  "id, name, coalesce(owner_id, '') as owner, public, type, file_size_limit::float8 as file_size_limit, allowed_mime_types, created_at, updated_at";

export interface ObjectMetadata {
  eTag: string;
  size: number;
  mimetype: string;
  cacheControl: string;
  lastModified: string;
  contentLength: number;
  httpStatusCode: number;
  /** How the stored bytes are encoded, such as "gzip"; absent when they are as they are. */
  contentEncoding?: string;
}

export interface ObjectRow {
  id: string;
  bucket_id: string;
  name: string;
  owner: string | null;
  owner_id: string | null;
  version: string;
  metadata: ObjectMetadata;
  user_metadata: Record<string, unknown> | null;
  created_at: Date;
  updated_at: Date;
  last_accessed_at: Date;
}

export const objectColumns =
  "id, bucket_id, name, owner, owner_id, version, metadata, user_metadata, created_at, updated_at, last_accessed_at";

/** The bucket as the asking role sees it. Throws when it sees none. */
export async function getBucket(db: Queryable, id: string): Promise<BucketRow> {
  const found = await db.query<BucketRow>(
    `select ${bucketColumns} from storage.buckets where id = $1`,
    [id],
  );
  const bucket = found.rows[0];
  if (!bucket) throw bucketNotFound();
  return bucket;
}

/** The object as the asking role sees it. Throws when it sees none, or another version than the one named. */
export async function getObject(
  db: Queryable,
  bucketId: string,
  name: string,
  version?: string | null,
): Promise<ObjectRow> {
  const found = await db.query<ObjectRow>(
    `select ${objectColumns} from storage.objects
     where bucket_id = $1 and name = $2 and ($3::text is null or version = $3)`,
    [bucketId, requireObjectName(name), version ?? null],
  );
  const object = found.rows[0];
  if (!object) throw objectNotFound();
  return object;
}

export interface NewObject {
  bucketId: string;
  name: string;
  subject: string | null;
  isUpsert: boolean;
  version: string;
  metadata: ObjectMetadata;
  userMetadata: Record<string, unknown> | null;
}

/** Adds the object, or with `isUpsert` gives the one of that name a new version. The policies decide. */
export async function saveObject(db: Queryable, object: NewObject): Promise<void> {
  const onConflict = object.isUpsert
    ? `on conflict (bucket_id, name) do update set version = excluded.version, metadata = excluded.metadata,
         user_metadata = excluded.user_metadata, owner = excluded.owner, owner_id = excluded.owner_id`
    : "";
  // No "returning": it would ask for the right to read, which uploading does not need.
  await db.query(
    `insert into storage.objects (bucket_id, name, owner, owner_id, version, metadata, user_metadata)
     values ($1, $2, $3, $4, $5, $6, $7) ${onConflict}`,
    [
      object.bucketId,
      object.name,
      findOwnerId(object.subject),
      object.subject,
      object.version,
      object.metadata,
      object.userMetadata,
    ],
  );
}

/**
 * Makes writers of one name wait for each other and returns what is there now, locked: a move that took the
 * row elsewhere would take the file along that the writer is about to drop. Asks as the service, so call it
 * before becoming the caller.
 */
export async function lockObjectName(
  db: Queryable,
  bucketId: string,
  name: string,
): Promise<{ id: string; version: string } | null> {
  await db.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`${bucketId}/${name}`]);
  const found = await db.query<{ id: string; version: string }>(
    "select id, version from storage.objects where bucket_id = $1 and name = $2 for update",
    [bucketId, name],
  );
  return found.rows[0] ?? null;
}

/** How the content is to be told to whoever downloads it. */
export interface ContentHeaders {
  mimeType: string;
  cacheControl: string;
  contentEncoding: string | null;
}

export function describeContent(
  file: Pick<StoredFile, "md5" | "sizeBytes">,
  { mimeType, cacheControl, contentEncoding }: ContentHeaders,
): ObjectMetadata {
  return {
    eTag: `"${file.md5}"`,
    size: file.sizeBytes,
    mimetype: mimeType,
    cacheControl,
    lastModified: new Date().toISOString(),
    contentLength: file.sizeBytes,
    httpStatusCode: 200,
    ...(contentEncoding === null ? {} : { contentEncoding }),
  };
}
