import {
  listRepositoryMembers,
  setRepositoryMember,
} from "@byteos/usecases/forge/repository-members";
import { withParams } from "@byteos/web/api-route";
import { apiRoute } from "../../../../../../lib/api-route.ts";

export const GET = apiRoute(
  "repository.list-members",
  ({ ctx, params }) => listRepositoryMembers({ ctx, input: params }),
  { scope: "read" },
);

export const PUT = apiRoute(
  "repository.set-member",
  ({ ctx, body, params }) => setRepositoryMember({ ctx, input: withParams(body, params) }),
  { scope: "admin" },
);
