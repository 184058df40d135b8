import { loadPassage } from "../../../../../features/editor/loaders.ts";
import { apiRoute } from "../../../../../lib/api-route.ts";

export const GET = apiRoute("source.load", ({ ctx, params, request }) => {
  const query = new URL(request.url).searchParams;
  return loadPassage({
    ctx,
    input: {
      documentId: params.documentId,
      documentHash: query.get("hash") ?? "",
      start: query.get("start"),
      end: query.get("end"),
    },
  });
});
