import type { Hono } from "hono";
import type { PoolClient } from "pg";
import { z } from "zod";
import { inTransaction } from "../../database/transactions.ts";
import { recordAudit } from "../audit-log.ts";
import { AuthError } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import { saveProviders } from "../external/identities.ts";
import { requireLinker } from "../external/require-linker.ts";
import { readDevice } from "../requests.ts";
import { lockUser } from "../users.ts";
import { startExternalFlow } from "./external.ts";

interface IdentityRow {
  id: string;
  provider: string;
  provider_id: string;
  email: string | null;
  is_verified: boolean;
}

/** Adding a provider's identity to one's account, and taking one away. */
export function addIdentityRoutes(app: Hono, services: AuthServices): void {
  app.get("/user/identities/authorize", async (context) => {
    const { user } = await requireLinker(context, services);
    const url = await startExternalFlow(context, services, user.id);
    if (context.req.query("skip_http_redirect") === "true") return context.json({ url });
    return context.redirect(url, 302);
  });

  app.delete("/user/identities/:id", async (context) => {
    const { user } = await requireLinker(context, services);
    const id = z.uuid().safeParse(context.req.param("id"));
    if (!id.success) throw new AuthError(404, "validation_failed", "identity_id must be an UUID");
    await inTransaction(services.pool, async (transaction) => {
      const current = (await lockUser(transaction, user.id)) ?? user;
      const found = await transaction.query<IdentityRow>(
        `select id, provider, provider_id, email,
           coalesce(identity_data ->> 'email_verified', '') = 'true' as is_verified
         from auth.identities where user_id = $1 order by created_at, id`,
        [user.id],
      );
      if (found.rows.length <= 1) {
        throw new AuthError(
          422,
          "single_identity_not_deletable",
          "User must have at least 1 identity after unlinking",
        );
      }
      const removed = found.rows.find((identity) => identity.id === id.data);
      if (!removed) throw new AuthError(422, "identity_not_found", "Identity doesn't exist");
      const left = found.rows.filter((identity) => identity !== removed);
      await transaction.query("delete from auth.identities where id = $1", [removed.id]);
      await moveToAddress(transaction, current.id, current.email, left);
      await saveProviders(transaction, user.id);
      await recordAudit(transaction, readDevice(context, services), current, "identity_unlinked", {
        identity_id: removed.id,
        provider: removed.provider,
        provider_id: removed.provider_id,
      });
    }).catch((error: unknown) => {
      const isTaken = error instanceof Error && "code" in error && error.code === "23505";
      throw isTaken ? emailConflict() : error;
    });
    return context.json({});
  });
}

const emailConflict = () =>
  new AuthError(
    422,
    "email_conflict_identity_not_deletable",
    "Unable to unlink identity due to email conflict",
  );

/** The user keeps an address of an identity that is left; which one when theirs is gone: the oldest proven. */
async function moveToAddress(
  transaction: PoolClient,
  userId: string,
  current: string | null,
  left: IdentityRow[],
): Promise<void> {
  if (left.some((identity) => identity.email === current)) return;
  const next = left.find((identity) => identity.email !== null && identity.is_verified);
  if (!next) return;
  await transaction.query(
    "update auth.users set email = $2, email_confirmed_at = now(), updated_at = now() where id = $1",
    [userId, next.email],
  );
}
