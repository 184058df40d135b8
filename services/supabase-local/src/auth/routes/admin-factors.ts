import type { Hono } from "hono";
import { inTransaction } from "../../database/transactions.ts";
import { recordAudit } from "../audit-log.ts";
import type { AuthServices } from "../auth-services.ts";
import { formatFactor, getFactor, listFactors, removeFactor } from "../mfa/factors.ts";
import { readDevice, requireAdmin } from "../requests.ts";
import { getUserOfPath } from "./admin-users.ts";

/** How an administrator helps a person who has lost their second step. */
export function addAdminFactorRoutes(app: Hono, services: AuthServices): void {
  app.get("/admin/users/:id/factors", async (context) => {
    await requireAdmin(context, services);
    const user = await getUserOfPath(context, services);
    return context.json((await listFactors(services.pool, user.id)).map(formatFactor));
  });

  app.delete("/admin/users/:id/factors/:factorId", async (context) => {
    await requireAdmin(context, services);
    const user = await getUserOfPath(context, services);
    const factor = await getFactor(services.pool, user.id, context.req.param("factorId"));
    await inTransaction(services.pool, async (transaction) => {
      await removeFactor(transaction, factor);
      await recordAudit(transaction, readDevice(context, services), user, "factor_deleted", {
        user_id: user.id,
        factor_id: factor.id,
      });
    });
    return context.json(formatFactor(factor));
  });
}
