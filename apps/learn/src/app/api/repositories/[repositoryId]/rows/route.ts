import { loadRows } from "@byteos/usecases/forge/load-rows";
import { apiRoute } from "../../../../../lib/api-route.ts";
import { lookMeans } from "../../../../../lib/pages-app.ts";

export const GET = apiRoute("repository.rows", ({ ctx, params, request }) => {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return loadRows({ ctx, input: { ...query, ...params }, means: lookMeans() });
});
