import { requestHint } from "@byteos/usecases/attempt/request-hint";
import { endpoints } from "../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.requestHint, ({ ctx, input }) =>
  requestHint({ ctx, input }),
);
