import type { Hono } from "hono";
import { z } from "zod";
import { AuthError } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import { requireUser } from "../requests.ts";
import { endSessions } from "../sessions.ts";

const Scope = z.enum(["global", "local", "others"]);

export function addLogoutRoutes(app: Hono, services: AuthServices): void {
  app.post("/logout", async (context) => {
    const scope = Scope.safeParse(context.req.query("scope") ?? "global");
    if (!scope.success) throw new AuthError(400, "validation_failed", "Unsupported logout scope");
    const { user, sessionId } = await requireUser(context, services);
    await endSessions(services.pool, user.id, scope.data, sessionId);
    return context.body(null, 204);
  });
}
