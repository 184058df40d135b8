import { loadImport } from "../../../../features/import/loaders.ts";
import { apiRoute } from "../../../../lib/api-route.ts";

export const GET = apiRoute("import.load", ({ ctx, params }) =>
  loadImport({ ctx, input: { importId: params["importId"] } }),
);
