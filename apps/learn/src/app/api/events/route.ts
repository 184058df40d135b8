import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { timeZoneOfRequest } from "@byteos/web/time-zone";
import { endpoints } from "../../../features/api/endpoints.ts";
import { endpointRoute } from "../../../lib/api-route.ts";

export const POST = endpointRoute(endpoints.ingestEvents, async ({ ctx, input }) =>
  ingestEvents({ ctx, input: { timeZone: await timeZoneOfRequest(), ...input } }),
);
