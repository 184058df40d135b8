import { previewSection } from "../../../../../features/import/loaders.ts";
import { apiRoute } from "../../../../../lib/api-route.ts";

export const GET = apiRoute("import.preview-section", ({ ctx, params, request }) => {
  const query = new URL(request.url).searchParams;
  return previewSection({
    ctx,
    input: { importId: params["importId"], sectionId: query.get("section") },
  });
});
