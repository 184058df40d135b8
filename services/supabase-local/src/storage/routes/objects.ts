import type { Hono } from "hono";
import { z } from "zod";
import { inTransaction } from "../../database/transactions.ts";
import { asCaller, becomeCaller, readCallerRole } from "../caller-role.ts";
import { listObjects, ListBody } from "../list-objects.ts";
import { requireObjectName } from "../object-names.ts";
import {
  getObject,
  lockObjectName,
  objectColumns,
  type ObjectRow,
  saveObject,
} from "../objects.ts";
import { readBody } from "../requests.ts";
import { accessDenied, findDatabaseRefusal, objectNotFound } from "../storage-error.ts";
import type { StorageServices } from "../storage-services.ts";

const RemoveBody = z.object({ prefixes: z.array(z.string()).min(1).max(1000) });
const MoveBody = z.object({
  bucketId: z.string(),
  sourceKey: z.string(),
  destinationKey: z.string(),
  destinationBucket: z.string().nullish(),
});
const CopyBody = MoveBody.extend({ copyMetadata: z.boolean().nullish() });

export function addObjectRoutes(app: Hono, services: StorageServices): void {
  app.post("/object/list/:bucket", async (context) => {
    const caller = await readCallerRole(context, services);
    const options = await readBody(context, ListBody);
    const entries = await asCaller(services, caller, "storage.object.list", (transaction) =>
      listObjects(transaction, context.req.param("bucket"), options),
    );
    return context.json(entries);
  });

  app.post("/object/move", async (context) => {
    const caller = await readCallerRole(context, services);
    const body = await readBody(context, MoveBody);
    const name = requireObjectName(body.destinationKey);
    const bucketId = body.destinationBucket ?? body.bucketId;
    await asCaller(services, caller, "storage.object.move", async (transaction) => {
      const source = await getObject(transaction, body.bucketId, body.sourceKey);
      const moved = await transaction.query(
        "update storage.objects set bucket_id = $2, name = $3 where id = $1",
        [source.id, bucketId, name],
      );
      if (moved.rowCount === 0) throw accessDenied();
    });
    return context.json({ message: "Successfully moved" });
  });

  app.post("/object/copy", async (context) => {
    const caller = await readCallerRole(context, services);
    const body = await readBody(context, CopyBody);
    const name = requireObjectName(body.destinationKey);
    const bucketId = body.destinationBucket ?? body.bucketId;
    const source = await asCaller(services, caller, "storage.object.copy", (transaction) =>
      getObject(transaction, body.bucketId, body.sourceKey),
    );
    const version = await services.files.duplicate(source.version);
    try {
      const { previous, id } = await inTransaction(services.pool, async (transaction) => {
        const before = await lockObjectName(transaction, bucketId, name);
        await becomeCaller(transaction, caller, "storage.object.copy");
        await saveObject(transaction, {
          bucketId,
          name,
          subject: caller.subject,
          isUpsert: context.req.header("x-upsert") === "true",
          version,
          metadata: { ...source.metadata, lastModified: new Date().toISOString() },
          userMetadata: body.copyMetadata === false ? null : source.user_metadata,
        });
        await transaction.query("select set_config('role', 'none', true)");
        const saved = await lockObjectName(transaction, bucketId, name);
        return { previous: before?.version ?? null, id: saved?.id ?? "" };
      });
      if (previous) await services.files.remove([previous]);
      return context.json({ Key: `${bucketId}/${name}`, Id: id, id, name, bucket_id: bucketId });
    } catch (error) {
      await services.files.remove([version]);
      throw findDatabaseRefusal(error) ?? error;
    }
  });

  app.delete("/object/:bucket", async (context) => {
    const caller = await readCallerRole(context, services);
    const { prefixes } = await readBody(context, RemoveBody);
    const removed = await asCaller(services, caller, "storage.object.delete_many", (transaction) =>
      transaction.query<ObjectRow>(
        `delete from storage.objects where bucket_id = $1 and name = any($2) returning ${objectColumns}`,
        [context.req.param("bucket"), prefixes],
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
