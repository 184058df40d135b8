import { endUpload } from "../../../../features/editor/asset-loaders.ts";
import { apiRoute, withParams } from "../../../../lib/api-route.ts";

export const POST = apiRoute("asset.finish-upload", ({ ctx, body, params }) =>
  endUpload(ctx, withParams(body, params)),
);
