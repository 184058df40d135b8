import { createAccessToken, listAccessTokens } from "@byteos/usecases/token/manage-tokens";
import { apiRoute } from "../../../../lib/api-route.ts";

export const GET = apiRoute("token.list", ({ ctx }) => listAccessTokens({ ctx }), {
  scope: "admin",
});

export const POST = apiRoute(
  "token.create",
  ({ ctx, body }) => createAccessToken({ ctx, input: body }),
  { scope: "admin" },
);
