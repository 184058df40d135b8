import { LearnerProfile, loadSkills } from "@byteos/usecases/learner/load-skills";
import { z } from "zod";
import { jsonRoute } from "../../../../lib/json-route.ts";

const NoInput = z.strictObject({});

export const POST = jsonRoute("learner.profile", async (ctx, input) => {
  NoInput.parse(input);
  return LearnerProfile.parse(await loadSkills({ ctx }));
});
