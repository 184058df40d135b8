import { GradedCard, gradeCard } from "@byteos/usecases/review/grade-card";
import { apiRoute } from "../../../lib/api-route.ts";

export const POST = apiRoute("review.grade", async ({ ctx, body: input }) =>
  GradedCard.parse(await gradeCard({ ctx, input })),
);
