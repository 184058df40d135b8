import { loadTree } from "@byteos/usecases/forge/load-tree";
import { apiRoute } from "../../../../../../lib/api-route.ts";
import { forgeMeans } from "../../../../../../lib/forge-means.ts";

export const GET = apiRoute(
  "forge.load-tree",
  ({ ctx, params, request }) => {
    const query = new URL(request.url).searchParams;
    const place = { at: query.get("at"), path: query.get("path") ?? "" };
    return loadTree({ ctx, input: { ...params, ...place }, means: forgeMeans() });
  },
  { scope: "read" },
);
