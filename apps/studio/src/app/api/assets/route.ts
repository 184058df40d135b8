import { startUpload } from "../../../features/editor/asset-loaders.ts";
import { apiRoute } from "../../../lib/api-route.ts";

export const POST = apiRoute("asset.create-upload", ({ ctx, body }) => startUpload(ctx, body));
