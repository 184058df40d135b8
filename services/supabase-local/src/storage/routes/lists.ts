import type { Hono } from "hono";
import { asCaller, readCallerRole } from "../caller-role.ts";
import { listObjects, ListBody } from "../list-objects.ts";
import { listPage, ListPageBody } from "../list-page.ts";
import { readBody } from "../requests.ts";
import type { StorageServices } from "../storage-services.ts";

export function addListRoutes(app: Hono, services: StorageServices): void {
  app.post("/object/list/:bucket", async (context) => {
    const caller = await readCallerRole(context, services);
    const options = await readBody(context, ListBody);
    const entries = await asCaller(services, caller, "storage.object.list", (transaction) =>
      listObjects(transaction, context.req.param("bucket"), options),
    );
    return context.json(entries);
  });

  app.post("/object/list-v2/:bucket", async (context) => {
    const caller = await readCallerRole(context, services);
    const options = await readBody(context, ListPageBody);
    const page = await asCaller(services, caller, "storage.object.list_v2", (transaction) =>
      listPage(transaction, context.req.param("bucket"), options),
    );
    return context.json(page);
  });
}
