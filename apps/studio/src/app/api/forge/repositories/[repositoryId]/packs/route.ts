import { listPacks } from "@byteos/usecases/forge/list-packs";
import { announcePack } from "@byteos/usecases/forge/store-pack";
import { withParams } from "@byteos/web/api-route";
import { apiRoute } from "../../../../../../lib/api-route.ts";
import { forgeMeans } from "../../../../../../lib/forge-means.ts";

export const GET = apiRoute(
  "forge.list-packs",
  ({ ctx, params, request }) => {
    const forPush = new URL(request.url).searchParams.has("push");
    return listPacks({ ctx, input: { ...params, forPush }, means: forgeMeans() });
  },
  { scope: "read" },
);

export const POST = apiRoute(
  "forge.announce-pack",
  ({ ctx, body, params }) =>
    announcePack({ ctx, input: withParams(body, params), means: forgeMeans() }),
  { scope: "write" },
);
