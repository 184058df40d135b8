import { dismissNudge } from "@byteos/usecases/tutor/nudge-learner";
import { endpoints } from "../../../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.dismissNudge, ({ ctx, input }) =>
  dismissNudge({ ctx, input }),
);
