import { releaseLease, renewLease } from "@byteos/usecases/forge/leases";
import { apiRoute } from "../../../../../../../lib/api-route.ts";

export const PUT = apiRoute(
  "forge.renew-lease",
  ({ ctx, params }) => renewLease({ ctx, input: params }),
  { scope: "write" },
);

export const DELETE = apiRoute(
  "forge.release-lease",
  ({ ctx, params }) => releaseLease({ ctx, input: params }),
  { scope: "write" },
);
