import type { Hono } from "hono";
import { z } from "zod";
import { asCaller, asService, readCallerRole } from "../caller-role.ts";
import { sendObject } from "../download.ts";
import { requireBucketName } from "../object-names.ts";
import { getObject } from "../objects.ts";
import { readBody } from "../requests.ts";
import { invalidRequest, notEnabled } from "../storage-error.ts";
import type { StorageServices } from "../storage-services.ts";

const Lifetime = z
  .int()
  .min(1)
  .max(10 * 365 * 24 * 60 * 60);
const SignBody = z.object({
  expiresIn: Lifetime,
  transform: z.record(z.string(), z.unknown()).nullish(),
  versionId: z.string().nullish(),
});
const SignManyBody = z.object({ expiresIn: Lifetime, paths: z.array(z.string()).min(1).max(1000) });

/** Links by which anyone may read one object for a time. */
export function addSignedRoutes(app: Hono, services: StorageServices): void {
  app.get("/object/sign/:bucket/:name{.+}", async (context) => {
    const { bucket, name } = context.req.param();
    const token = context.req.query("token");
    if (!token) throw invalidRequest("querystring must have required property 'token'");
    const claims = await services.links.verifyDownload(token, `${bucket}/${name}`);
    const object = await asService(services, (transaction) =>
      getObject(transaction, bucket, name, claims.versionId),
    );
    return sendObject(context, services, object, new Date(claims.exp * 1000));
  });

  app.post("/object/sign/:bucket/:name{.+}", async (context) => {
    const caller = await readCallerRole(context, services);
    const { bucket, name } = context.req.param();
    const { expiresIn, transform, versionId = null } = await readBody(context, SignBody);
    if (transform && Object.keys(transform).length > 0) throw notEnabled("image transformation");
    await asCaller(services, caller, "storage.object.sign", (transaction) =>
      getObject(transaction, requireBucketName(bucket), name, versionId),
    );
    return context.json({
      signedURL: await signPath(services, bucket, name, versionId, expiresIn),
    });
  });

  app.post("/object/sign/:bucket", async (context) => {
    const caller = await readCallerRole(context, services);
    const bucket = requireBucketName(context.req.param("bucket"));
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
          ? {
              error: null,
              path,
              signedURL: await signPath(services, bucket, path, null, expiresIn),
            }
          : {
              error: "Either the object does not exist or you do not have access to it",
              path,
              signedURL: null,
            },
      ),
    );
    return context.json(signed);
  });
}

async function signPath(
  services: StorageServices,
  bucket: string,
  name: string,
  versionId: string | null,
  lifetimeSeconds: number,
): Promise<string> {
  const token = await services.links.signDownload(`${bucket}/${name}`, versionId, lifetimeSeconds);
  // Not encoded: the client encodes the address that it makes of this.
  return `/object/sign/${bucket}/${name}?token=${token}`;
}
