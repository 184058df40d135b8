import type { Hono } from "hono";
import { z } from "zod";
import { inTransaction } from "../../database/transactions.ts";
import { asCaller, becomeCaller, readCallerRole } from "../caller-role.ts";
import { readContentHeaders } from "../content-headers.ts";
import { requireBucketName, requireObjectName } from "../object-names.ts";
import {
  getObject,
  lockObjectName,
  objectColumns,
  type ObjectMetadata,
  type ObjectRow,
  saveObject,
} from "../objects.ts";
import { readBody } from "../requests.ts";
import {
  accessDenied,
  findDatabaseRefusal,
  objectNotFound,
  StorageError,
} from "../storage-error.ts";
import type { StorageServices } from "../storage-services.ts";

const RemoveBody = z.object({
  prefixes: z
    .array(z.union([z.string(), z.object({ path: z.string(), versionId: z.string() })]))
    .min(1)
    .max(1000),
});
const MoveBody = z.object({
  bucketId: z.string(),
  sourceKey: z.string(),
  destinationKey: z.string(),
  destinationBucket: z.string().nullish(),
  sourceVersionId: z.string().nullish(),
});
const CopyBody = MoveBody.extend({
  copyMetadata: z.boolean().nullish(),
  metadata: z
    .object({
      cacheControl: z.string().optional(),
      contentEncoding: z.string().optional(),
      mimetype: z.string().optional(),
    })
    .nullish(),
});

export function addObjectRoutes(app: Hono, services: StorageServices): void {
  app.post("/object/move", async (context) => {
    const caller = await readCallerRole(context, services);
    const body = await readBody(context, MoveBody);
    const name = requireObjectName(body.destinationKey);
    const bucketId = requireBucketName(body.destinationBucket ?? body.bucketId);
    const id = await asCaller(services, caller, "storage.object.move", async (transaction) => {
      const source = await getObject(
        transaction,
        body.bucketId,
        body.sourceKey,
        body.sourceVersionId,
      );
      const moved = await transaction.query(
        "update storage.objects set bucket_id = $2, name = $3 where id = $1",
        [source.id, bucketId, name],
      );
      if (moved.rowCount === 0) throw accessDenied();
      return source.id;
    });
    return context.json({ message: "Successfully moved", Id: id, Key: `${bucketId}/${name}` });
  });

  app.post("/object/copy", async (context) => {
    const caller = await readCallerRole(context, services);
    const body = await readBody(context, CopyBody);
    const name = requireObjectName(body.destinationKey);
    const bucketId = requireBucketName(body.destinationBucket ?? body.bucketId);
    const source = await asCaller(services, caller, "storage.object.copy", (transaction) =>
      getObject(transaction, body.bucketId, body.sourceKey, body.sourceVersionId),
    );
    const metadata = describeCopy(source, body);
    const version = await services.files.duplicate(source.version);
    if (version === null) throw objectNotFound();
    try {
      const { previous, saved } = await inTransaction(services.pool, async (transaction) => {
        const before = await lockObjectName(transaction, bucketId, name);
        await becomeCaller(transaction, caller, "storage.object.copy");
        await saveObject(transaction, {
          bucketId,
          name,
          subject: caller.subject,
          isUpsert: context.req.header("x-upsert") === "true",
          version,
          metadata,
          userMetadata: body.copyMetadata === false ? null : source.user_metadata,
        });
        await transaction.query("select set_config('role', 'none', true)");
        return {
          previous: before?.version ?? null,
          saved: await getObject(transaction, bucketId, name),
        };
      });
      if (previous) await services.files.remove([previous]);
      return context.json({ Key: `${bucketId}/${name}`, Id: saved.id, ...saved });
    } catch (error) {
      const refusal = findDatabaseRefusal(error);
      // Of another failure it is not known whether the copy is there; the next start will sweep.
      if (refusal || error instanceof StorageError) await services.files.remove([version]);
      throw refusal ?? error;
    }
  });

  app.delete("/object/:bucket", async (context) => {
    const caller = await readCallerRole(context, services);
    const { prefixes } = await readBody(context, RemoveBody);
    const wanted = prefixes.map((each) =>
      typeof each === "string" ? { path: each, versionId: null } : each,
    );
    const removed = await asCaller(services, caller, "storage.object.delete_many", (transaction) =>
      transaction.query<ObjectRow>(
        `delete from storage.objects
         using unnest($2::text[], $3::text[]) as wanted (path, version_id)
         where bucket_id = $1 and name = wanted.path
           and (wanted.version_id is null or version = wanted.version_id)
         returning ${objectColumns}`,
        [
          context.req.param("bucket"),
          wanted.map(({ path }) => path),
          wanted.map(({ versionId }) => versionId),
        ],
      ),
    );
    await services.files.remove(removed.rows.map((row) => row.version));
    return context.json(removed.rows);
  });

  app.delete("/object/:bucket/:name{.+}", async (context) => {
    const caller = await readCallerRole(context, services);
    const { bucket, name } = context.req.param();
    const removed = await asCaller(services, caller, "storage.object.delete", (transaction) =>
      transaction.query<{ version: string }>(
        "delete from storage.objects where bucket_id = $1 and name = $2 returning version",
        [bucket, name],
      ),
    );
    if (removed.rowCount === 0) throw objectNotFound();
    await services.files.remove(removed.rows.map((row) => row.version));
    return context.json({ message: "Successfully deleted" });
  });
}

/** The source's metadata, with what the copy is to have otherwise. An empty encoding takes it away. */
function describeCopy(
  source: ObjectRow,
  { copyMetadata, metadata }: z.infer<typeof CopyBody>,
): ObjectMetadata {
  const { contentEncoding: encoding, ...kept } = source.metadata;
  const wanted = copyMetadata === false ? metadata : null;
  const headers = readContentHeaders({
    mimeType: wanted?.mimetype ?? kept.mimetype,
    cacheControl: wanted?.cacheControl ?? kept.cacheControl,
    contentEncoding: wanted?.contentEncoding ?? encoding,
  });
  return {
    ...kept,
    mimetype: headers.mimeType,
    cacheControl: headers.cacheControl,
    lastModified: new Date().toISOString(),
    ...(headers.contentEncoding === null ? {} : { contentEncoding: headers.contentEncoding }),
  };
}
