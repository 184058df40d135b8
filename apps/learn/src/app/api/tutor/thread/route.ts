import { loadThread } from "@byteos/usecases/tutor/load-thread";
import { endpoints } from "../../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.loadThread, ({ ctx, input }) =>
  loadThread({ ctx, input }),
);
