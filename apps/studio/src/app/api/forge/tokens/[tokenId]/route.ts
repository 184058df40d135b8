import { revokeAccessToken } from "@byteos/usecases/token/manage-tokens";
import { apiRoute } from "../../../../../lib/api-route.ts";

export const DELETE = apiRoute(
  "token.revoke",
  ({ ctx, params }) => revokeAccessToken({ ctx, input: params }),
  { scope: "admin" },
);
