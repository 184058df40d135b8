import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ResumableUploads } from "./resumable/create-resumable-uploads.ts";
import { addBucketRoutes } from "./routes/buckets.ts";
import { addCacheRoutes } from "./routes/cache.ts";
import { addDownloadRoutes } from "./routes/downloads.ts";
import { addListRoutes } from "./routes/lists.ts";
import { addObjectRoutes } from "./routes/objects.ts";
import { addResumableRoutes } from "./routes/resumable.ts";
import { addSignedRoutes } from "./routes/signed.ts";
import { addUploadRoutes } from "./routes/uploads.ts";
import { notEnabled, StorageError } from "./storage-error.ts";
import type { StorageServices } from "./storage-services.ts";

/** What hosted projects may switch on and this service does not have, by the path that asks for it. */
const absent = [
  ["/render", "image transformation"],
  ["/vector", "vector buckets"],
  ["/iceberg", "analytics buckets"],
  ["/s3", "the S3 protocol"],
] as const;

/** The `/storage/v1` part. Each route file adds its own routes; more of the API is more route files. */
export function createStorageApi(services: StorageServices, resumable: ResumableUploads): Hono {
  const app = new Hono();
  app.get("/status", (context) => context.body(null, 200));
  // Order matters: "/object/<bucket>/<name>" would match the longer roads as well.
  for (const add of [
    addBucketRoutes,
    addCacheRoutes,
    addListRoutes,
    addSignedRoutes,
    addObjectRoutes,
    addDownloadRoutes,
    addUploadRoutes,
  ]) {
    add(app, services);
  }
  addResumableRoutes(app, services, resumable);
  for (const [path, feature] of absent) {
    app.all(`${path}/*`, () => {
      throw notEnabled(feature);
    });
  }
  app.all("*", () => {
    throw new StorageError(404, "NoSuchRoute", "There is no such route", "Not Found");
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
      chooseHttpStatus(error) as ContentfulStatusCode,
    );
  });
  return app;
}

// Upstream keeps 400 for nearly everything and tells the rest in the body; its clients rely on that.
function chooseHttpStatus({ statusCode }: StorageError): number {
  return statusCode === 500 || statusCode === 544 ? statusCode : 400;
}
