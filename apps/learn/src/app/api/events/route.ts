import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { jsonRoute } from "../../../lib/json-route.ts";
import { learnerTimeZone } from "../../../lib/session.ts";

export const POST = jsonRoute(
  "events.ingest",
  async (ctx, body) => {
    const batch = typeof body === "object" && body !== null ? body : {};
    return ingestEvents({ ctx, input: { timeZone: await learnerTimeZone(), ...batch } });
  },
  { mayBringToken: true },
);
