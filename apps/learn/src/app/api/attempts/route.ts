import { submitAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { endpoints } from "../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.submitAttempt, ({ ctx, input }) =>
  submitAttempt({ ctx, input }),
);
