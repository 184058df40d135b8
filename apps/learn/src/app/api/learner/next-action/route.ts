import { LoadedNextAction, loadNextAction } from "@byteos/usecases/learner/load-next-action";
import { apiRoute } from "../../../../lib/api-route.ts";

export const POST = apiRoute("learner.next-action", async ({ ctx, body: input }) =>
  LoadedNextAction.parse(await loadNextAction({ ctx, input })),
);
