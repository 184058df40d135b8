import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { apiRoute } from "../../../lib/api-route.ts";
import { learnerTimeZone } from "../../../lib/session.ts";

export const POST = apiRoute(
  "events.ingest",
  async ({ ctx, body }) => {
    const batch = typeof body === "object" && body !== null ? body : {};
    return ingestEvents({ ctx, input: { timeZone: await learnerTimeZone(), ...batch } });
  },
  { mayBringToken: true },
);
