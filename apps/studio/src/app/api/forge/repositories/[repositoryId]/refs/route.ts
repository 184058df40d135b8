import { listRefs } from "@byteos/usecases/forge/load-repository";
import { moveRef } from "@byteos/usecases/forge/move-ref";
import { withParams } from "@byteos/web/api-route";
import { apiRoute } from "../../../../../../lib/api-route.ts";
import { forgeMeans } from "../../../../../../lib/forge-means.ts";

export const GET = apiRoute(
  "forge.list-refs",
  ({ ctx, params }) => listRefs({ ctx, input: params }),
  {
    scope: "read",
  },
);

export const POST = apiRoute(
  "forge.move-ref",
  ({ ctx, body, params }) => moveRef({ ctx, input: withParams(body, params), means: forgeMeans() }),
  { scope: "write" },
);
