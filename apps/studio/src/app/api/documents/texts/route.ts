import { loadTextsOfSources } from "../../../../features/editor/loaders.ts";
import { apiRoute } from "../../../../lib/api-route.ts";

/** A POST because the places of a long module do not fit in an address; it changes nothing. */
export const POST = apiRoute("source.texts", ({ ctx, body }) =>
  loadTextsOfSources({ ctx, input: body }),
);
