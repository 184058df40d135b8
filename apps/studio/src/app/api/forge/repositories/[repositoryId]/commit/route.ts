import { loadCommit } from "@byteos/usecases/forge/load-commit";
import { apiRoute } from "../../../../../../lib/api-route.ts";
import { forgeMeans } from "../../../../../../lib/forge-means.ts";

export const GET = apiRoute(
  "forge.load-commit",
  ({ ctx, params, request }) => {
    const at = new URL(request.url).searchParams.get("at");
    return loadCommit({ ctx, input: { ...params, at }, means: forgeMeans() });
  },
  { scope: "read" },
);
