import { nudgeLearner } from "@byteos/usecases/tutor/nudge-learner";
import { endpoints } from "../../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../../lib/api-route.ts";
import { learnerTimeZone } from "../../../../lib/session.ts";

export const POST = endpointRoute(endpoints.nudge, async ({ ctx, input }) =>
  nudgeLearner({ ctx, input: { timeZone: await learnerTimeZone(), ...input } }),
);
