import { removeRepositoryMember } from "@byteos/usecases/forge/repository-members";
import { apiRoute } from "../../../../../../../lib/api-route.ts";

export const DELETE = apiRoute(
  "repository.remove-member",
  ({ ctx, params }) => removeRepositoryMember({ ctx, input: params }),
  { scope: "admin" },
);
