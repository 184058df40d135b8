import { nudgeLearner } from "@byteos/usecases/tutor/nudge-learner";
import { timeZoneOfRequest } from "@byteos/web/time-zone";
import { endpoints } from "../../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.nudge, async ({ ctx, input }) =>
  nudgeLearner({ ctx, input: { timeZone: await timeZoneOfRequest(), ...input } }),
);
