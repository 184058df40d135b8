import { LoadedNextAction, loadNextAction } from "@byteos/usecases/learner/load-next-action";
import { jsonRoute } from "../../../../lib/json-route.ts";

export const POST = jsonRoute("learner.next-action", async (ctx, input) =>
  LoadedNextAction.parse(await loadNextAction({ ctx, input })),
);
