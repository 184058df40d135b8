import { takeLease } from "@byteos/usecases/forge/leases";
import { apiRoute } from "../../../../../../lib/api-route.ts";

export const POST = apiRoute(
  "forge.take-lease",
  ({ ctx, params }) => takeLease({ ctx, input: params }),
  { scope: "write" },
);
