import { createRepository } from "@byteos/usecases/forge/create-repository";
import { listRepositories } from "@byteos/usecases/forge/list-repositories";
import { apiRoute } from "../../../../lib/api-route.ts";

export const GET = apiRoute(
  "repository.list",
  ({ ctx, request }) => {
    const search = new URL(request.url).searchParams.get("search") ?? "";
    return listRepositories({ ctx, input: { search } });
  },
  { scope: "read" },
);

export const POST = apiRoute(
  "repository.create",
  ({ ctx, body }) => createRepository({ ctx, input: body }),
  { scope: "write" },
);
