import type { Context, Hono } from "hono";
import { asService, readCallerRole } from "../caller-role.ts";
import { readWanted } from "../find-readable.ts";
import { getBucket, getObject } from "../objects.ts";
import { accessDenied } from "../storage-error.ts";
import type { StorageServices } from "../storage-services.ts";

/**
 * Emptying the cache in front of storage. There is none here, so what these requests ask for is done once the
 * right to ask has been checked: only the secret key has it.
 */
export function addCacheRoutes(app: Hono, services: StorageServices): void {
  const requireServiceRole = async (context: Context) => {
    const { role } = await readCallerRole(context, services);
    if (role !== "service_role") throw accessDenied("Access denied: Invalid role");
  };

  app.delete("/cdn/:bucket", async (context) => {
    await requireServiceRole(context);
    const { bucketId } = readWanted(context);
    await asService(services, (transaction) => getBucket(transaction, bucketId));
    return context.json({ message: "success" });
  });

  app.delete("/cdn/:bucket/:name{.+}", async (context) => {
    await requireServiceRole(context);
    const { bucketId, name } = readWanted(context);
    await asService(services, (transaction) => getObject(transaction, bucketId, name));
    return context.json({ message: "success" });
  });
}
