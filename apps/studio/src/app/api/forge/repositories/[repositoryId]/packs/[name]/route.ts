import { finishPack } from "@byteos/usecases/forge/store-pack";
import { withParams } from "@byteos/web/api-route";
import { apiRoute } from "../../../../../../../lib/api-route.ts";
import { forgeMeans } from "../../../../../../../lib/forge-means.ts";

/** The server reads the pack back and hashes it before it answers. */
export const maxDuration = 120;

export const PUT = apiRoute(
  "forge.finish-pack",
  ({ ctx, body, params }) =>
    finishPack({ ctx, input: withParams(body, params), means: forgeMeans() }),
  { scope: "write" },
);
