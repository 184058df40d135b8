import { chooseQuestion, PracticeStep } from "@byteos/usecases/practice/choose-question";
import { apiRoute } from "../../../lib/api-route.ts";

export const POST = apiRoute("practice.choose", async ({ ctx, body: input }) =>
  PracticeStep.parse(await chooseQuestion({ ctx, input })),
);
