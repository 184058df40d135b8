import { revealAnswer } from "@byteos/usecases/attempt/reveal-answer";
import { endpoints } from "../../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.revealAnswer, ({ ctx, input }) =>
  revealAnswer({ ctx, input }),
);
