import { chooseQuestion, PracticeStep } from "@byteos/usecases/practice/choose-question";
import { jsonRoute } from "../../../lib/json-route.ts";

export const POST = jsonRoute("practice.choose", async (ctx, input) =>
  PracticeStep.parse(await chooseQuestion({ ctx, input })),
);
