import { loadRepository } from "@byteos/usecases/forge/load-repository";
import { apiRoute } from "../../../../../../lib/api-route.ts";

export const GET = apiRoute(
  "repository.locate",
  ({ ctx, params }) => loadRepository({ ctx, input: params }),
  { scope: "read" },
);
