import { Hono } from "hono";
import { addBucketRoutes } from "./routes/buckets.ts";
import { addDownloadRoutes } from "./routes/downloads.ts";
import { addObjectRoutes } from "./routes/objects.ts";
import { addUploadRoutes } from "./routes/uploads.ts";
import { StorageError } from "./storage-error.ts";
import type { StorageServices } from "./storage-services.ts";

/** The `/storage/v1` part. Each route file adds its own routes; more of the API is more route files. */
export function createStorageApi(services: StorageServices): Hono {
  const app = new Hono();
  app.get("/status", (context) => context.body(null, 200));
  // Order matters: "/object/<bucket>/<name>" would match the longer roads as well.
  for (const add of [addBucketRoutes, addObjectRoutes, addDownloadRoutes, addUploadRoutes]) {
    add(app, services);
  }
  app.all("/render/*", () => {
    throw new StorageError(
      400,
      "FeatureNotEnabled",
      "FeatureNotEnabled",
      "Image transformation is not available here; ask for the object itself",
    );
  });
  app.all("*", () => {
    throw new StorageError(404, "NoSuchRoute", "Not Found", "There is no such route");
  });
  app.onError((error, context) => {
    if (!(error instanceof StorageError)) throw error;
    return context.json(
      {
        statusCode: String(error.statusCode),
        code: error.code,
        error: error.error,
        message: error.message,
      },
      error.statusCode >= 500 ? 500 : 400,
    );
  });
  return app;
}
