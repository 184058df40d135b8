import { GradedCard, gradeCard } from "@byteos/usecases/review/grade-card";
import { jsonRoute } from "../../../lib/json-route.ts";

export const POST = jsonRoute("review.grade", async (ctx, input) =>
  GradedCard.parse(await gradeCard({ ctx, input })),
);
