import { NudgeAnswer, nudgeLearner } from "@byteos/usecases/tutor/nudge-learner";
import { apiRoute } from "../../../../lib/api-route.ts";
import { learnerTimeZone } from "../../../../lib/session.ts";

export const POST = apiRoute("tutor.nudge", async ({ ctx, body }) => {
  const place = typeof body === "object" && body !== null ? body : {};
  const input = { timeZone: await learnerTimeZone(), ...place };
  return NudgeAnswer.parse(await nudgeLearner({ ctx, input }));
});
