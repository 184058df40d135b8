import { loadNextAction } from "@byteos/usecases/learner/load-next-action";
import { endpoints } from "../../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.loadNextAction, ({ ctx, input }) =>
  loadNextAction({ ctx, input }),
);
