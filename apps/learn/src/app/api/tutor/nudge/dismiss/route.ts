import { dismissNudge } from "@byteos/usecases/tutor/nudge-learner";
import { apiRoute } from "../../../../../lib/api-route.ts";

export const POST = apiRoute("tutor.nudge-dismiss", async ({ ctx, body: input }) => {
  await dismissNudge({ ctx, input });
  return { isDismissed: true };
});
