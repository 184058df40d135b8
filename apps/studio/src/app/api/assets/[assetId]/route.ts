import { withParams } from "@byteos/web/api-route";
import { endUpload } from "../../../../features/editor/asset-loaders.ts";
import { apiRoute } from "../../../../lib/api-route.ts";

export const POST = apiRoute("asset.finish-upload", ({ ctx, body, params }) =>
  endUpload(ctx, withParams(body, params)),
);
