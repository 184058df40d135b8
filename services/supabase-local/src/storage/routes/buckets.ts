import type { Hono } from "hono";
import { z } from "zod";
import { ByteSize } from "../../config/values.ts";
import { asCaller, asService, findOwnerId, readCallerRole } from "../caller-role.ts";
import { requireBucketName } from "../object-names.ts";
import { bucketColumns, type BucketRow, getBucket } from "../objects.ts";
import { parseRequest, readBody } from "../requests.ts";
import { accessDenied, notEnabled, StorageError, tooLarge } from "../storage-error.ts";
import type { StorageServices } from "../storage-services.ts";

const SizeLimit = z.union([z.number().int().min(0), ByteSize]).nullish();
const MimeTypes = z
  .array(z.string().regex(/^(\*|[\w.+-]+)\/(\*|[\w.+*-]+)$|^\*$/, "invalid mime type"))
  .nullish();
const BucketBody = z.object({
  id: z.string().optional(),
  name: z.string().optional(),
  type: z.string().nullish(),
  public: z.boolean().nullish(),
  file_size_limit: SizeLimit,
  allowed_mime_types: MimeTypes,
  versioning_status: z.string().nullish(),
});
const ListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  offset: z.coerce.number().int().min(0).default(0),
  search: z.string().default(""),
  sortColumn: z.enum(["id", "name", "created_at", "updated_at"]).default("name"),
  sortOrder: z.enum(["asc", "desc"]).default("asc"),
});
const emptyInBatchesOf = 1000;

export function addBucketRoutes(app: Hono, services: StorageServices): void {
  app.get("/bucket", async (context) => {
    const caller = await readCallerRole(context, services);
    const query = parseRequest(ListQuery, context.req.query(), "querystring");
    const buckets = await asCaller(services, caller, "storage.bucket.list", (transaction) =>
      transaction.query<BucketRow>(
        `select ${bucketColumns} from storage.buckets where strpos(lower(name), lower($1)) > 0
         order by ${query.sortColumn} ${query.sortOrder}, id limit $2 offset $3`,
        [query.search, query.limit ?? null, query.offset],
      ),
    );
    return context.json(buckets.rows);
  });

  app.get("/bucket/:id", async (context) => {
    const caller = await readCallerRole(context, services);
    const bucket = await asCaller(services, caller, "storage.bucket.get", (transaction) =>
      getBucket(transaction, context.req.param("id")),
    );
    return context.json(bucket);
  });

  app.post("/bucket", async (context) => {
    const caller = await readCallerRole(context, services);
    const body = await readBody(context, BucketBody);
    const name = requireBucketName(body.name ?? body.id ?? "");
    requireOffered(services, body);
    await asCaller(services, caller, "storage.bucket.create", (transaction) =>
      transaction.query(
        `insert into storage.buckets (id, name, owner, owner_id, public, file_size_limit, allowed_mime_types)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          requireBucketName(body.id ?? name),
          name,
          findOwnerId(caller.subject),
          caller.subject,
          body.public ?? false,
          body.file_size_limit ?? null,
          body.allowed_mime_types ?? null,
        ],
      ),
    );
    return context.json({ name });
  });

  app.put("/bucket/:id", async (context) => {
    const caller = await readCallerRole(context, services);
    const body = await readBody(context, BucketBody);
    requireOffered(services, body);
    await asCaller(services, caller, "storage.bucket.update", async (transaction) => {
      const bucket = await getBucket(transaction, context.req.param("id"));
      const { file_size_limit: limit, allowed_mime_types: types } = body;
      const changed = await transaction.query(
        `update storage.buckets set public = $2, file_size_limit = $3, allowed_mime_types = $4, updated_at = now()
         where id = $1`,
        [
          bucket.id,
          body.public ?? bucket.public,
          limit === undefined ? bucket.file_size_limit : limit,
          types === undefined ? bucket.allowed_mime_types : types,
        ],
      );
      if (changed.rowCount === 0) throw accessDenied("Access denied");
    });
    return context.json({ message: "Successfully updated" });
  });

  app.post("/bucket/:id/empty", async (context) => {
    const caller = await readCallerRole(context, services);
    const id = context.req.param("id");
    await asCaller(services, caller, "storage.bucket.empty", (transaction) =>
      getBucket(transaction, id),
    );
    for (;;) {
      const removed = await asCaller(services, caller, "storage.bucket.empty", (transaction) =>
        transaction.query<{ version: string }>(
          `delete from storage.objects where id in
             (select id from storage.objects where bucket_id = $1 limit $2) returning version`,
          [id, emptyInBatchesOf],
        ),
      );
      await services.files.remove(removed.rows.map((row) => row.version));
      if (removed.rows.length < emptyInBatchesOf) break;
    }
    return context.json({ message: "Successfully emptied" });
  });

  app.delete("/bucket/:id", async (context) => {
    const caller = await readCallerRole(context, services);
    const id = context.req.param("id");
    await asCaller(services, caller, "storage.bucket.delete", (transaction) =>
      getBucket(transaction, id),
    );
    const content = await asService(services, (transaction) =>
      transaction.query("select from storage.objects where bucket_id = $1 limit 1", [id]),
    );
    if (content.rowCount) {
      throw new StorageError(
        409,
        "ResourceNotEmpty",
        "The bucket you tried to delete is not empty",
      );
    }
    const removed = await asCaller(services, caller, "storage.bucket.delete", (transaction) =>
      transaction.query("delete from storage.buckets where id = $1", [id]),
    );
    if (removed.rowCount === 0) throw accessDenied("Access denied");
    return context.json({ message: "Successfully deleted" });
  });

  app.all("/bucket/:id/lifecycle", async (context) => {
    await readCallerRole(context, services);
    throw notEnabled("object lifecycles");
  });
}

/** Objects here have one version, and buckets hold files. Throws for a bucket that is to be otherwise. */
function requireOffered(services: StorageServices, body: z.infer<typeof BucketBody>): void {
  if ((body.type ?? "STANDARD") !== "STANDARD") throw notEnabled("analytics buckets");
  if ((body.versioning_status ?? "DISABLED") !== "DISABLED") throw notEnabled("object versioning");
  if ((body.file_size_limit ?? 0) > services.largestFileBytes) throw tooLarge();
}
