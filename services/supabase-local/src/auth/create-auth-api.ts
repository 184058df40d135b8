import { Hono } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { identifyCaller } from "../http/caller.ts";
import { AuthError, OAuthError } from "./auth-error.ts";
import type { AuthServices } from "./auth-services.ts";
import { addAboutRoutes } from "./routes/about.ts";
import { addAdminFactorRoutes } from "./routes/admin-factors.ts";
import { addAdminLinkRoutes } from "./routes/admin-links.ts";
import { addAdminUserRoutes } from "./routes/admin-users.ts";
import { addExternalRoutes } from "./routes/external.ts";
import { addFactorRoutes } from "./routes/factors.ts";
import { addIdentityRoutes } from "./routes/identities.ts";
import { addLogoutRoutes } from "./routes/logout.ts";
import { addOneTimeRoutes } from "./routes/one-time.ts";
import { addRecoveryCodeRoutes } from "./routes/recovery-codes.ts";
import { addSignUpRoutes } from "./routes/signup.ts";
import { addSwitchedOffRoutes } from "./routes/switched-off.ts";
import { addTokenRoutes } from "./routes/token.ts";
import { addUserRoutes } from "./routes/user.ts";
import { addVerifyRoutes } from "./routes/verify.ts";

const apiVersion = "2024-01-01";
/** Opened from a mail or by another service, where no project key can be. */
const keylessPaths = /\/(verify|authorize|callback|\.well-known\/jwks\.json)$/;

/** The `/auth/v1` part. Each route file adds its own routes; more of the API is more route files. */
export function createAuthApi(services: AuthServices): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    const isKeyless =
      keylessPaths.test(context.req.path) &&
      (context.req.method === "GET" || context.req.method === "HEAD");
    identifyCaller(context, services.keys, !isKeyless);
    await next();
    context.header("cache-control", context.res.headers.get("cache-control") ?? "no-store");
  });
  for (const add of [
    addAboutRoutes,
    addSignUpRoutes,
    addTokenRoutes,
    addUserRoutes,
    addLogoutRoutes,
    addOneTimeRoutes,
    addVerifyRoutes,
    addExternalRoutes,
    addIdentityRoutes,
    // Before the routes of one factor: its path is not a factor's id.
    addRecoveryCodeRoutes,
    addFactorRoutes,
    addAdminUserRoutes,
    addAdminLinkRoutes,
    addAdminFactorRoutes,
    addSwitchedOffRoutes,
  ]) {
    add(app, services);
  }
  app.all("*", () => {
    throw new AuthError(404, "not_found", "404 page not found");
  });
  app.onError((error, context) => {
    if (!(error instanceof AuthError)) throw error;
    if (error instanceof OAuthError) {
      return context.json({ error: error.code, error_description: error.message }, 400);
    }
    const wantsVersion = (context.req.header("x-supabase-api-version") ?? "") >= apiVersion;
    if (wantsVersion) context.header("x-supabase-api-version", apiVersion);
    if (error.retryAfterSeconds !== null) {
      context.header("retry-after", String(error.retryAfterSeconds));
    }
    const body = wantsVersion
      ? { code: error.code, message: error.message, ...error.details }
      : { code: error.status, error_code: error.code, msg: error.message, ...error.details };
    return context.json(body, error.status as ContentfulStatusCode);
  });
  return app;
}
