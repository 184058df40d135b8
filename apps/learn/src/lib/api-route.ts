import { createEndpointRoute } from "@byteos/web/api-endpoint";
import { createApiRoute } from "@byteos/web/api-route";
import { log } from "./log.ts";
import { session } from "./session.ts";

/** Makes the handler of one of the API's endpoints; `features/api/endpoints.ts` lists them all. */
export const endpointRoute = createEndpointRoute(
  createApiRoute({ log, session, largestBody: 1_000_000 }),
);
