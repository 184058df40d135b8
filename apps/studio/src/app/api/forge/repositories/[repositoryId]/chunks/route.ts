import { findChunks } from "@byteos/usecases/forge/find-chunks";
import { withParams } from "@byteos/web/api-route";
import { apiRoute } from "../../../../../../lib/api-route.ts";
import { forgeMeans } from "../../../../../../lib/forge-means.ts";

export const POST = apiRoute(
  "forge.find-chunks",
  ({ ctx, body, params }) =>
    findChunks({ ctx, input: withParams(body, params), means: forgeMeans() }),
  { scope: "write" },
);
