import { createEndpointRoute } from "@byteos/web/api-endpoint";
import { createApiRoute } from "@byteos/web/api-route";
import { log } from "./log.ts";
import { session } from "./session.ts";

/** For what pages ask of their own: reading, in forms of its own. */
export const apiRoute = createApiRoute({ log, session, largestBody: 1_000_000 });

/** Makes the handler of one of the API's endpoints; `features/api/endpoints.ts` lists them all. */
export const endpointRoute = createEndpointRoute(apiRoute);
