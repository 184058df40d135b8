import type { HttpBindings } from "@hono/node-server";
import type { Context, Hono } from "hono";
import { readCallerRole } from "../caller-role.ts";
import type { ResumableUploads } from "../resumable/create-resumable-uploads.ts";
import type { ResumableSession } from "../resumable/session.ts";
import type { StorageServices } from "../storage-services.ts";

/** Uploads in parts; below "sign" for those who hold a link to upload. */
export function addResumableRoutes(
  app: Hono,
  services: StorageServices,
  resumable: ResumableUploads,
): void {
  const answer = async (context: Context, session: Partial<ResumableSession>) => {
    const request = context.env as HttpBindings;
    await resumable.handle(request, {
      caller: null,
      signature: null,
      subject: null,
      isUpsert: context.req.header("x-upsert") === "true",
      authorizedId: null,
      ...session,
    });
    // The answer is sent already; this one is for the log.
    return new Response(null, {
      status: request.outgoing.statusCode,
      headers: { "x-hono-already-sent": "true" },
    });
  };
  const room = "/upload/resumable";

  for (const path of [`${room}/sign`, `${room}/sign/:id`]) {
    app.all(path, (context) =>
      answer(context, { signature: context.req.header("x-signature") ?? null }),
    );
  }
  for (const path of [room, `${room}/:id`]) {
    // What the server can do is told to anyone.
    app.options(path, (context) => answer(context, {}));
    app.all(path, async (context) => {
      const caller = await readCallerRole(context, services);
      return answer(context, { caller, subject: caller.subject });
    });
  }
}
