import { UndoneReview, undoReview } from "@byteos/usecases/review/undo-review";
import { apiRoute } from "../../../../lib/api-route.ts";

export const POST = apiRoute("review.undo", async ({ ctx, body: input }) =>
  UndoneReview.parse(await undoReview({ ctx, input })),
);
