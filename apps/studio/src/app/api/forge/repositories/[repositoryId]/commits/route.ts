import { listCommits } from "@byteos/usecases/forge/list-commits";
import { apiRoute } from "../../../../../../lib/api-route.ts";

export const GET = apiRoute(
  "forge.list-commits",
  ({ ctx, params, request }) => {
    const query = new URL(request.url).searchParams;
    const skip = query.has("skip") ? { skip: Number(query.get("skip")) } : {};
    const limit = query.has("limit") ? { limit: Number(query.get("limit")) } : {};
    return listCommits({ ctx, input: { ...params, at: query.get("at"), ...skip, ...limit } });
  },
  { scope: "read" },
);
