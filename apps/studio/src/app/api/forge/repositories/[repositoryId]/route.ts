import { deleteRepository } from "@byteos/usecases/forge/delete-repository";
import { loadRepository } from "@byteos/usecases/forge/load-repository";
import { updateRepository } from "@byteos/usecases/forge/update-repository";
import { withParams } from "@byteos/web/api-route";
import { apiRoute } from "../../../../../lib/api-route.ts";
import { forgeMeans } from "../../../../../lib/forge-means.ts";

export const GET = apiRoute(
  "repository.load",
  ({ ctx, params }) => loadRepository({ ctx, input: params }),
  { scope: "read" },
);

export const PATCH = apiRoute(
  "repository.update",
  ({ ctx, body, params }) => updateRepository({ ctx, input: withParams(body, params) }),
  { scope: "admin" },
);

export const DELETE = apiRoute(
  "repository.delete",
  ({ ctx, body, params }) =>
    deleteRepository({ ctx, input: withParams(body, params), means: forgeMeans() }),
  { scope: "admin" },
);
