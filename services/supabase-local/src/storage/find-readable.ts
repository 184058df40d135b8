import type { Context } from "hono";
import { asService, becomeCaller, type CallerRole, readCallerRole } from "./caller-role.ts";
import { requireBucketName } from "./object-names.ts";
import { getBucket, getObject, type ObjectRow } from "./objects.ts";
import { bucketNotFound } from "./storage-error.ts";
import type { StorageServices } from "./storage-services.ts";

interface Wanted {
  bucketId: string;
  name: string;
  version: string | null;
}

/** The object that the path and `versionId` name. */
export function readWanted(context: Context): Wanted {
  const { bucket = "", name = "" } = context.req.param() as { bucket?: string; name?: string };
  return {
    bucketId: requireBucketName(bucket),
    name,
    version: context.req.query("versionId") ?? null,
  };
}

/** An object of a public bucket, which anyone may read. A private bucket looks like none at all. */
export function findPublic(services: StorageServices, wanted: Wanted): Promise<ObjectRow> {
  return asService(services, async (transaction) => {
    const bucket = await getBucket(transaction, wanted.bucketId);
    if (!bucket.public) throw bucketNotFound();
    return getObject(transaction, wanted.bucketId, wanted.name, wanted.version);
  });
}

/** An object that the caller may read: of a public bucket any, of a private one what the policies show. */
export async function findReadable(
  context: Context,
  services: StorageServices,
  operation: string,
): Promise<ObjectRow> {
  const wanted = readWanted(context);
  const hasSender = ["apikey", "authorization"].some((name) => context.req.header(name));
  if (!hasSender && context.req.query("apikey") === undefined) return findPublic(services, wanted);
  const caller: CallerRole = await readCallerRole(context, services);
  return asService(services, async (transaction) => {
    const bucket = await getBucket(transaction, wanted.bucketId);
    if (!bucket.public) await becomeCaller(transaction, caller, operation);
    return getObject(transaction, wanted.bucketId, wanted.name, wanted.version);
  });
}
