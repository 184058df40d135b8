import type { Context, Hono } from "hono";
import { z } from "zod";
import { Duration } from "../../config/values.ts";
import { inTransaction } from "../../database/transactions.ts";
import { administrator, recordAudit } from "../audit-log.ts";
import { AuthError, emailExists, userNotFound } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import { hashPassword, requireStrongPassword } from "../passwords.ts";
import { listNullKeys, Metadata, readBody, readDevice, requireAdmin } from "../requests.ts";
import { endSessions } from "../sessions.ts";
import { describeUser, describeUsers } from "../user-json.ts";
import {
  confirmEmail,
  createUser,
  findUserByEmail,
  findUserById,
  lockUser,
  saveEmailIdentity,
  type UserRow,
  userColumns,
} from "../users.ts";
import { parseEmail } from "./signup.ts";

const mostUsersOnPage = 1000;

const AdminUserBody = z.object({
  id: z.uuid().nullish(),
  email: z.string().nullish(),
  password: z.string().nullish(),
  /** bcrypt only: the one hash that is stored here. */
  password_hash: z
    .string()
    .regex(/^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/, "Unsupported password hash")
    .nullish(),
  email_confirm: z.boolean().nullish(),
  user_metadata: Metadata.nullish(),
  app_metadata: Metadata.nullish(),
  ban_duration: z.string().nullish(),
  role: z.enum(["authenticated", "service_role", ""]).nullish(),
});
type AdminUserBody = z.infer<typeof AdminUserBody>;
const DeleteBody = z.object({ should_soft_delete: z.boolean().nullish() });

export function addAdminUserRoutes(app: Hono, services: AuthServices): void {
  app.get("/admin/users", async (context) => {
    await requireAdmin(context, services);
    const page = readNumber(context, "page", 1);
    const perPage = Math.min(readNumber(context, "per_page", 50), mostUsersOnPage);
    const counted = await services.pool.query<{ total: number }>(
      "select count(*)::int as total from auth.users where deleted_at is null",
    );
    const total = counted.rows[0]?.total ?? 0;
    const found = await services.pool.query<UserRow>(
      `select ${userColumns} from auth.users u where u.deleted_at is null
       order by u.created_at desc, u.id limit $1 offset $2`,
      [perPage, (page - 1) * perPage],
    );
    const last = Math.max(1, Math.ceil(total / perPage));
    const linkTo = (target: number, relation: string) =>
      `<${context.req.path}?page=${target}&per_page=${perPage}>; rel="${relation}"`;
    const links = page < last ? [linkTo(page + 1, "next")] : [];
    context.header("link", [...links, linkTo(last, "last")].join(", "));
    context.header("x-total-count", String(total));
    const users = await describeUsers(services.pool, found.rows);
    return context.json({ users, aud: "authenticated" });
  });

  app.post("/admin/users", async (context) => {
    await requireAdmin(context, services);
    const body = await readBody(context, AdminUserBody);
    if (!body.email)
      throw new AuthError(400, "validation_failed", "Cannot create a user without an email");
    const email = parseEmail(body.email);
    const passwordHash = await chooseHash(services, body);
    const bannedUntil = readBan(body.ban_duration);
    const user = await inTransaction(services.pool, async (transaction) => {
      if (await findUserByEmail(transaction, email)) throw emailExists();
      const created = await createUser(transaction, {
        id: body.id ?? undefined,
        email,
        passwordHash: passwordHash ?? null,
        userMetadata: body.user_metadata ?? {},
        appMetadata: body.app_metadata ?? {},
        role: body.role || undefined,
        isConfirmed: body.email_confirm === true,
        bannedUntil: bannedUntil ?? null,
      });
      await recordAudit(
        transaction,
        readDevice(context, services),
        administrator,
        "user_signedup",
        describeTarget(created),
      );
      return describeUser(transaction, created);
    }).catch(asEmailExists);
    return context.json(user);
  });

  app.get("/admin/users/:id", async (context) => {
    await requireAdmin(context, services);
    return context.json(await describeUser(services.pool, await getUserOfPath(context, services)));
  });

  app.put("/admin/users/:id", async (context) => {
    await requireAdmin(context, services);
    const body = await readBody(context, AdminUserBody);
    const { id } = await getUserOfPath(context, services);
    const passwordHash = await chooseHash(services, body);
    const user = await inTransaction(services.pool, async (transaction) => {
      const current = await lockUser(transaction, id);
      if (!current) throw userNotFound();
      const changes = listChanges(body, passwordHash);
      for (const { assignment, value } of changes) {
        await transaction.query(
          `update auth.users set ${assignment}, updated_at = now() where id = $1`,
          [id, ...value],
        );
      }
      if (body.email) {
        const email = parseEmail(body.email);
        const taken = await findUserByEmail(transaction, email);
        if (taken && taken.id !== id) throw emailExists();
        await transaction.query("update auth.users set email = $2 where id = $1", [id, email]);
        const moved = await lockUser(transaction, id);
        if (moved) {
          await saveEmailIdentity(transaction, moved, {
            isVerified: moved.email_confirmed_at !== null,
          });
        }
      }
      if (passwordHash !== undefined) await endSessions(transaction, id, "global", null);
      const changed = await lockUser(transaction, id);
      if (!changed) throw userNotFound();
      const final =
        body.email_confirm === true ? await confirmEmail(transaction, changed) : changed;
      await recordAudit(
        transaction,
        readDevice(context, services),
        administrator,
        "user_modified",
        describeTarget(final),
      );
      return describeUser(transaction, final);
    }).catch(asEmailExists);
    return context.json(user);
  });

  app.delete("/admin/users/:id", async (context) => {
    await requireAdmin(context, services);
    const body = await readBody(context, DeleteBody);
    const user = await getUserOfPath(context, services);
    const device = readDevice(context, services);
    await inTransaction(services.pool, async (transaction) => {
      const traits = describeTarget(user);
      await recordAudit(transaction, device, administrator, "user_deleted", traits);
      if (body.should_soft_delete) {
        await transaction.query("delete from auth.mfa_factors where user_id = $1", [user.id]);
        await transaction.query("delete from auth.sessions where user_id = $1", [user.id]);
        await transaction.query("delete from auth.identities where user_id = $1", [user.id]);
        await transaction.query("delete from auth.one_time_tokens where user_id = $1", [user.id]);
        await transaction.query(
          `update auth.users set deleted_at = now(), email = null, phone = null, encrypted_password = '',
             raw_user_meta_data = '{}', raw_app_meta_data = '{}' where id = $1`,
          [user.id],
        );
      } else {
        await transaction.query("delete from auth.users where id = $1", [user.id]);
      }
    });
    return context.json({});
  });
}

const describeTarget = (user: UserRow) => ({
  user_id: user.id,
  user_email: user.email ?? "",
  user_phone: user.phone ?? "",
});

export async function getUserOfPath(context: Context, services: AuthServices): Promise<UserRow> {
  const id = z.uuid().safeParse(context.req.param("id"));
  if (!id.success) throw new AuthError(404, "validation_failed", "user_id must be an UUID");
  const user = await findUserById(services.pool, id.data);
  if (!user) throw userNotFound();
  return user;
}

async function chooseHash(
  services: AuthServices,
  body: AdminUserBody,
): Promise<string | undefined> {
  if (body.password && body.password_hash) {
    throw new AuthError(
      400,
      "validation_failed",
      "Only a password or a password hash should be provided",
    );
  }
  if (body.password_hash) return body.password_hash;
  if (!body.password) return undefined;
  requireStrongPassword(body.password, services.config);
  return hashPassword(body.password);
}

function listChanges(
  body: AdminUserBody,
  passwordHash: string | undefined,
): { assignment: string; value: unknown[] }[] {
  const merge = (column: string, metadata: Record<string, unknown>) => ({
    assignment: `${column} = (coalesce(${column}, '{}') || $2::jsonb) - $3::text[]`,
    value: [JSON.stringify(metadata), listNullKeys(metadata)],
  });
  const bannedUntil = readBan(body.ban_duration);
  return [
    ...(passwordHash === undefined
      ? []
      : [{ assignment: "encrypted_password = $2", value: [passwordHash] }]),
    ...(body.role ? [{ assignment: "role = $2", value: [body.role] }] : []),
    ...(bannedUntil === undefined
      ? []
      : [{ assignment: "banned_until = $2", value: [bannedUntil] }]),
    ...(body.user_metadata ? [merge("raw_user_meta_data", body.user_metadata)] : []),
    ...(body.app_metadata ? [merge("raw_app_meta_data", body.app_metadata)] : []),
  ];
}

/** Undefined: not asked for; null: no ban. */
function readBan(duration: string | null | undefined): Date | null | undefined {
  if (!duration) return undefined;
  if (duration === "none") return null;
  const seconds = Duration.safeParse(duration);
  if (!seconds.success) {
    throw new AuthError(400, "validation_failed", `invalid format for ban duration: "${duration}"`);
  }
  return new Date(Date.now() + seconds.data * 1000);
}

function readNumber(context: Context, name: string, fallback: number): number {
  const text = context.req.query(name);
  if (text === undefined || text === "") return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new AuthError(400, "validation_failed", `Bad Pagination Parameters: ${name}`);
  }
  return value;
}

function asEmailExists(error: unknown): never {
  const isTaken = error instanceof Error && "code" in error && error.code === "23505";
  throw isTaken ? emailExists() : error;
}
