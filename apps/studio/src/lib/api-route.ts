import { createApiRoute, createOpenApiRoute } from "@byteos/web/api-route";
import { log } from "./log.ts";
import { session } from "./session.ts";

export const apiRoute = createApiRoute({
  log,
  session,
  // A module of 5,000 blocks stays below this.
  largestBody: 16_000_000,
  tooLarge: {
    message: "This is more than one module may hold.",
    suggestion: "Split the module.",
  },
});

/** For programs that nobody has let in yet. */
export const openApiRoute = createOpenApiRoute({ log, session, largestBody: 10_000 });
