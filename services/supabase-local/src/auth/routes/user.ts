import type { Hono } from "hono";
import { z } from "zod";
import { inTransaction } from "../../database/transactions.ts";
import { recordAudit } from "../audit-log.ts";
import { AuthError, emailExists } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import { PkceChallenge } from "../flow-states.ts";
import { prepareEmailChange } from "../mail-flows.ts";
import { hasSecondStep } from "../mfa/factors.ts";
import { isCodeCurrent, spendTokens } from "../one-time-tokens.ts";
import { hashPassword, isPasswordRight, requireStrongPassword } from "../passwords.ts";
import { codeBudgets } from "../rate-limits.ts";
import {
  listNullKeys,
  Metadata,
  readBody,
  readDevice,
  requireUser,
  type SignedIn,
} from "../requests.ts";
import { endSessions } from "../sessions.ts";
import { describeUser } from "../user-json.ts";
import { confirmEmail, findUserByEmail, lockUser, type UserRow } from "../users.ts";
import { parseEmail } from "./signup.ts";

const freshSessionMs = 24 * 60 * 60_000;

const UpdateBody = PkceChallenge.extend({
  email: z.string().nullish(),
  phone: z.string().nullish(),
  password: z.string().nullish(),
  nonce: z.string().nullish(),
  data: Metadata.nullish(),
});

export function addUserRoutes(app: Hono, services: AuthServices): void {
  app.get("/user", async (context) => {
    const { user } = await requireUser(context, services);
    return context.json(await describeUser(services.pool, user));
  });

  app.put("/user", async (context) => {
    const body = await readBody(context, UpdateBody);
    const signedIn = await requireUser(context, services);
    const { user } = signedIn;
    if (body.phone) throw new AuthError(400, "phone_provider_disabled", "Phone is not supported");
    const redirectTo = services.redirects.choose(context.req.query("redirect_to"));
    const newEmail = body.email ? parseEmail(body.email) : null;
    const isNewEmail = newEmail !== null && newEmail !== user.email;
    await requireRightToChange(services, signedIn, {
      isPassword: Boolean(body.password),
      isEmail: isNewEmail,
    });
    const passwordHash = body.password
      ? await checkNewPassword(services, signedIn, {
          password: body.password,
          nonce: body.nonce ?? null,
          address: readDevice(context, services).address,
        })
      : null;
    if (isNewEmail && services.config.email.enable_confirmations) {
      services.limits.countRequest("email_sent", readDevice(context, services).address);
      services.limits.countMail(user.email ?? user.id, "email_change");
    }

    const outcome = await inTransaction(services.pool, async (transaction) => {
      const current = (await lockUser(transaction, user.id)) ?? user;
      if (body.data) {
        await transaction.query(
          `update auth.users set updated_at = now(),
             raw_user_meta_data = (coalesce(raw_user_meta_data, '{}') || $2::jsonb) - $3::text[]
           where id = $1`,
          [user.id, JSON.stringify(body.data), listNullKeys(body.data)],
        );
      }
      if (passwordHash !== null) {
        await transaction.query(
          "update auth.users set encrypted_password = $2, updated_at = now() where id = $1",
          [user.id, passwordHash],
        );
        await spendTokens(transaction, user, ["reauthentication", "recovery"]);
        // Whoever knew the old password, or holds a stolen session, is signed out.
        await endSessions(transaction, user.id, "others", signedIn.sessionId);
      }
      let send = async () => {};
      if (isNewEmail && newEmail !== null) {
        if (await findUserByEmail(transaction, newEmail)) throw emailExists();
        if (services.config.email.enable_confirmations) {
          send = await prepareEmailChange(services, transaction, {
            user: current,
            newEmail,
            redirectTo,
            challenge: body,
          });
        } else {
          await transaction.query(
            `update auth.users set email = $2, updated_at = now(),
               raw_user_meta_data = coalesce(raw_user_meta_data, '{}') || jsonb_build_object('email', $2::text),
               raw_app_meta_data = '{"provider": "email", "providers": ["email"]}'::jsonb || coalesce(raw_app_meta_data, '{}')
             where id = $1`,
            [user.id, newEmail],
          );
          const moved = await lockUser(transaction, user.id);
          if (moved) await confirmEmail(transaction, moved);
        }
      }
      const device = readDevice(context, services);
      if (passwordHash !== null) {
        await recordAudit(transaction, device, current, "user_updated_password");
      }
      await recordAudit(transaction, device, current, "user_modified");
      const updated = (await lockUser(transaction, user.id)) ?? current;
      return { send, user: await describeUser(transaction, updated) };
    });
    services.tasks.run("mail.email-change", outcome.send);
    return context.json(outcome.user);
  });
}

/** Password and address decide who can sign in: the first step alone may not change them once there is a second. */
async function requireRightToChange(
  services: AuthServices,
  { user, aal }: SignedIn,
  { isPassword, isEmail }: { isPassword: boolean; isEmail: boolean },
): Promise<void> {
  if (user.is_anonymous && isPassword && !user.email && !isEmail) {
    throw new AuthError(
      422,
      "validation_failed",
      "Updating password of an anonymous user without an email or phone is not allowed",
    );
  }
  if ((isPassword || isEmail) && aal !== "aal2" && (await hasSecondStep(services.pool, user.id))) {
    throw new AuthError(
      401,
      "insufficient_aal",
      "AAL2 session is required to update email or password when MFA is enabled.",
    );
  }
}

async function checkNewPassword(
  services: AuthServices,
  signedIn: SignedIn,
  { password, nonce, address }: { password: string; nonce: string | null; address: string },
): Promise<string> {
  const { user } = signedIn;
  requireStrongPassword(password, services.config);
  if (services.config.email.secure_password_change) {
    await services.limits.guess(codeBudgets(user.id, address), async () =>
      requireRecentProof(services, user, nonce),
    );
  }
  if (user.encrypted_password && (await isPasswordRight(password, user.encrypted_password))) {
    throw new AuthError(
      422,
      "same_password",
      "New password should be different from the old password.",
    );
  }
  return hashPassword(password);
}

/** A long-open session alone may not change the password where the project asks for a fresh proof. */
function requireRecentProof(services: AuthServices, user: UserRow, nonce: string | null): void {
  const signedInAt = user.last_sign_in_at?.getTime() ?? 0;
  if (signedInAt + freshSessionMs > Date.now()) return;
  if (!nonce) {
    throw new AuthError(
      400,
      "reauthentication_needed",
      "Password update requires reauthentication",
    );
  }
  const lifetime = services.config.email.otp_expiry;
  if (!user.email || !isCodeCurrent(user, "reauthentication", user.email, nonce, lifetime)) {
    throw new AuthError(422, "reauthentication_not_valid", "Nonce has expired or is invalid");
  }
}
