import { chooseQuestion } from "@byteos/usecases/practice/choose-question";
import { endpoints } from "../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.choosePractice, ({ ctx, input }) =>
  chooseQuestion({ ctx, input }),
);
