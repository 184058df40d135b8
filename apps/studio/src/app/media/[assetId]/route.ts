import { loadPictureUrl } from "../../../features/editor/asset-loaders.ts";
import { apiRoute } from "../../../lib/api-route.ts";

/** Shows a picture to whoever may see it: leads to where it can be read for an hour. */
export const GET = apiRoute("asset.show", async ({ ctx, params }) => {
  const url = await loadPictureUrl(ctx, params);
  return new Response(null, {
    status: 302,
    headers: { location: url, "cache-control": "private, max-age=1800" },
  });
});
