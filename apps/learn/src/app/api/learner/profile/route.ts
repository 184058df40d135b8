import { LearnerProfile, loadSkills } from "@byteos/usecases/learner/load-skills";
import { z } from "zod";
import { apiRoute } from "../../../../lib/api-route.ts";

const NoInput = z.strictObject({});

export const POST = apiRoute("learner.profile", async ({ ctx, body }) => {
  NoInput.parse(body);
  return LearnerProfile.parse(await loadSkills({ ctx }));
});
