import type { Hono } from "hono";
import { sendObject } from "../download.ts";
import { findPublic, findReadable, readWanted } from "../find-readable.ts";
import type { ObjectRow } from "../objects.ts";
import type { StorageServices } from "../storage-services.ts";

export function addDownloadRoutes(app: Hono, services: StorageServices): void {
  app.get("/object/public/:bucket/:name{.+}", async (context) =>
    sendObject(context, services, await findPublic(services, readWanted(context))),
  );
  app.get("/object/info/public/:bucket/:name{.+}", async (context) =>
    context.json(describeObject(await findPublic(services, readWanted(context)))),
  );
  for (const path of ["/object/info/authenticated", "/object/info"]) {
    app.get(`${path}/:bucket/:name{.+}`, async (context) =>
      context.json(
        describeObject(
          await findReadable(context, services, "storage.object.get_authenticated_info"),
        ),
      ),
    );
  }
  for (const path of ["/object/authenticated", "/object"]) {
    app.get(`${path}/:bucket/:name{.+}`, async (context) =>
      sendObject(
        context,
        services,
        await findReadable(context, services, "storage.object.get_authenticated"),
      ),
    );
  }
}

function describeObject(object: ObjectRow): Record<string, unknown> {
  const { metadata } = object;
  return {
    id: object.id,
    name: object.name,
    version: object.version,
    bucket_id: object.bucket_id,
    size: metadata.size,
    content_type: metadata.mimetype,
    cache_control: metadata.cacheControl,
    content_encoding: metadata.contentEncoding ?? null,
    etag: metadata.eTag,
    metadata: object.user_metadata ?? {},
    last_modified: metadata.lastModified,
    created_at: object.created_at,
  };
}
