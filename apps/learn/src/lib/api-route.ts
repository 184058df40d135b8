import { createApiRoute } from "@byteos/web/api-route";
import { log } from "./log.ts";
import { session } from "./session.ts";

export const apiRoute = createApiRoute({ log, session, largestBody: 1_000_000 });
