import { UndoneReview, undoReview } from "@byteos/usecases/review/undo-review";
import { jsonRoute } from "../../../../lib/json-route.ts";

export const POST = jsonRoute("review.undo", async (ctx, input) =>
  UndoneReview.parse(await undoReview({ ctx, input })),
);
