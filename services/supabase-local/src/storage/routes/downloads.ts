import type { Context, Hono } from "hono";
import { z } from "zod";
import { asCaller, asService, readCallerRole } from "../caller-role.ts";
import { sendObject } from "../download.ts";
import { getBucket, getObject, type ObjectRow } from "../objects.ts";
import { readBody } from "../requests.ts";
import { bucketNotFound, invalidRequest } from "../storage-error.ts";
import type { StorageServices } from "../storage-services.ts";

const Lifetime = z
  .int()
  .min(1)
  .max(10 * 365 * 24 * 60 * 60);
const SignBody = z.object({ expiresIn: Lifetime });
const SignManyBody = z.object({ expiresIn: Lifetime, paths: z.array(z.string()).min(1).max(1000) });

export function addDownloadRoutes(app: Hono, services: StorageServices): void {
  app.get("/object/public/:bucket/:name{.+}", async (context) =>
    sendObject(context, services, await findPublic(context, services)),
  );
  app.get("/object/info/public/:bucket/:name{.+}", async (context) =>
    context.json(describeObject(await findPublic(context, services))),
  );

  app.get("/object/sign/:bucket/:name{.+}", async (context) => {
    const { bucket, name } = context.req.param();
    const token = context.req.query("token");
    if (!token) throw invalidRequest("querystring must have required property 'token'");
    await services.links.verifyDownload(token, `${bucket}/${name}`);
    const object = await asService(services, (transaction) => getObject(transaction, bucket, name));
    return sendObject(context, services, object);
  });

  app.post("/object/sign/:bucket/:name{.+}", async (context) => {
    const caller = await readCallerRole(context, services);
    const { bucket, name } = context.req.param();
    const { expiresIn } = await readBody(context, SignBody);
    await asCaller(services, caller, "storage.object.sign", (transaction) =>
      getObject(transaction, bucket, name),
    );
    return context.json({ signedURL: await signPath(services, bucket, name, expiresIn) });
  });

  app.post("/object/sign/:bucket", async (context) => {
    const caller = await readCallerRole(context, services);
    const bucket = context.req.param("bucket");
    const { expiresIn, paths } = await readBody(context, SignManyBody);
    const seen = await asCaller(services, caller, "storage.object.sign_many", (transaction) =>
      transaction.query<{ name: string }>(
        "select name from storage.objects where bucket_id = $1 and name = any($2)",
        [bucket, paths],
      ),
    );
    const names = new Set(seen.rows.map((row) => row.name));
    const signed = await Promise.all(
      paths.map(async (path) =>
        names.has(path)
          ? { error: null, path, signedURL: await signPath(services, bucket, path, expiresIn) }
          : {
              error: "Either the object does not exist or you do not have access to it",
              path,
              signedURL: null,
            },
      ),
    );
    return context.json(signed);
  });

  const findOwn = async (context: Context, operation: string) => {
    const caller = await readCallerRole(context, services);
    const { bucket = "", name = "" } = context.req.param() as { bucket?: string; name?: string };
    return asCaller(services, caller, operation, (transaction) =>
      getObject(transaction, bucket, name),
    );
  };
  for (const path of ["/object/info/authenticated", "/object/info"]) {
    app.get(`${path}/:bucket/:name{.+}`, async (context) =>
      context.json(describeObject(await findOwn(context, "storage.object.get_authenticated_info"))),
    );
  }
  for (const path of ["/object/authenticated", "/object"]) {
    app.get(`${path}/:bucket/:name{.+}`, async (context) =>
      sendObject(context, services, await findOwn(context, "storage.object.get_authenticated")),
    );
  }
}

async function findPublic(context: Context, services: StorageServices): Promise<ObjectRow> {
  const { bucket: id = "", name = "" } = context.req.param() as { bucket?: string; name?: string };
  return asService(services, async (transaction) => {
    const bucket = await getBucket(transaction, id);
    // A private bucket must look like none at all.
    if (!bucket.public) throw bucketNotFound();
    return getObject(transaction, id, name);
  });
}

async function signPath(
  services: StorageServices,
  bucket: string,
  name: string,
  lifetimeSeconds: number,
): Promise<string> {
  const token = await services.links.signDownload(`${bucket}/${name}`, lifetimeSeconds);
  // Not encoded: the client encodes the address that it makes of this.
  return `/object/sign/${bucket}/${name}?token=${token}`;
}

function describeObject(object: ObjectRow): Record<string, unknown> {
  return {
    id: object.id,
    name: object.name,
    version: object.version,
    bucket_id: object.bucket_id,
    size: object.metadata.size,
    content_type: object.metadata.mimetype,
    cache_control: object.metadata.cacheControl,
    etag: object.metadata.eTag,
    metadata: object.user_metadata ?? {},
    last_modified: object.metadata.lastModified,
    created_at: object.created_at,
  };
}
