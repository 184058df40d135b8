import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { endpoints } from "../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../lib/api-route.ts";
import { learnerTimeZone } from "../../../lib/session.ts";

export const POST = endpointRoute(endpoints.ingestEvents, async ({ ctx, input }) =>
  ingestEvents({ ctx, input: { timeZone: await learnerTimeZone(), ...input } }),
);
