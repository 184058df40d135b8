import { collectRepository } from "@byteos/usecases/forge/collect-repository";
import { withParams } from "@byteos/web/api-route";
import { apiRoute } from "../../../../../../lib/api-route.ts";
import { forgeMeans } from "../../../../../../lib/forge-means.ts";

/** Every list of every version is read. */
export const maxDuration = 300;

export const POST = apiRoute(
  "repository.collect",
  ({ ctx, body, params }) =>
    collectRepository({ ctx, input: withParams(body, params), means: forgeMeans() }),
  { scope: "admin" },
);
