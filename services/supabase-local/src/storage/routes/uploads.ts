import type { Context, Hono } from "hono";
import { readCallerRole } from "../caller-role.ts";
import { requireObjectName } from "../object-names.ts";
import { invalidRequest } from "../storage-error.ts";
import type { StorageServices } from "../storage-services.ts";
import { receiveUpload, requireUploadRight } from "../upload.ts";

const uploadLinkLifetimeSeconds = 2 * 60 * 60;

export function addUploadRoutes(app: Hono, services: StorageServices): void {
  app.post("/object/upload/sign/:bucket/:name{.+}", async (context) => {
    const caller = await readCallerRole(context, services);
    const { bucket, name } = context.req.param();
    const isUpsert = wantsUpsert(context);
    const target = {
      bucketId: bucket,
      name: requireObjectName(name),
      isUpsert,
      caller,
      subject: caller.subject,
      operation: "storage.object.sign_upload_url",
    };
    await requireUploadRight(services, target);
    const url = `${bucket}/${name}`;
    const claims = { url, upsert: isUpsert, owner: caller.subject };
    const token = await services.links.signUpload(claims, uploadLinkLifetimeSeconds);
    return context.json({ url: `/object/upload/sign/${encodeURI(url)}?token=${token}`, token });
  });

  app.put("/object/upload/sign/:bucket/:name{.+}", async (context) => {
    const { bucket, name } = context.req.param();
    const token = context.req.query("token");
    if (!token) throw invalidRequest("querystring must have required property 'token'");
    const link = await services.links.verifyUpload(token, `${bucket}/${name}`);
    const { key } = await receiveUpload(context, services, {
      bucketId: bucket,
      name: requireObjectName(name),
      isUpsert: link.upsert,
      caller: null,
      subject: link.owner,
      operation: "storage.object.upload_signed",
    });
    return context.json({ Key: key });
  });

  const upload = async (context: Context, isUpsert: boolean) => {
    const caller = await readCallerRole(context, services);
    const { id, key } = await receiveUpload(context, services, {
      bucketId: context.req.param("bucket") ?? "",
      name: requireObjectName(context.req.param("name") ?? ""),
      isUpsert,
      caller,
      subject: caller.subject,
      operation:
        context.req.method === "PUT" ? "storage.object.upload_update" : "storage.object.upload",
    });
    return context.json({ Key: key, Id: id });
  };
  app.post("/object/:bucket/:name{.+}", (context) => upload(context, wantsUpsert(context)));
  app.put("/object/:bucket/:name{.+}", (context) => upload(context, true));
}

function wantsUpsert(context: Context): boolean {
  return context.req.header("x-upsert") === "true";
}
