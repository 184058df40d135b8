import type { Hono } from "hono";
import { z } from "zod";
import { inTransaction } from "../../database/transactions.ts";
import { recordAudit } from "../audit-log.ts";
import { AuthError } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import { readDevice, requireUser } from "../requests.ts";
import { endSessions } from "../sessions.ts";

const Scope = z.enum(["global", "local", "others"]);

export function addLogoutRoutes(app: Hono, services: AuthServices): void {
  app.post("/logout", async (context) => {
    const scope = Scope.safeParse(context.req.query("scope") ?? "global");
    if (!scope.success) throw new AuthError(400, "validation_failed", "Unsupported logout scope");
    const { user, sessionId } = await requireUser(context, services);
    const device = readDevice(context, services);
    await inTransaction(services.pool, async (transaction) => {
      await endSessions(transaction, user.id, scope.data, sessionId);
      await recordAudit(transaction, device, user, "logout");
    });
    return context.body(null, 204);
  });
}
