import { undoReview } from "@byteos/usecases/review/undo-review";
import { endpoints } from "../../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.undoReview, ({ ctx, input }) =>
  undoReview({ ctx, input }),
);
