import type { Hono } from "hono";
import { z } from "zod";
import { inTransaction } from "../../database/transactions.ts";
import { recordAudit } from "../audit-log.ts";
import { AuthError, signupsDisabled } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import { PkceChallenge } from "../flow-states.ts";
import { mailFlows, prepareMail } from "../mail-flows.ts";
import { hashPassword, requireStrongPassword } from "../passwords.ts";
import { Email, Metadata, readBody, readDevice } from "../requests.ts";
import { openSession } from "../sessions.ts";
import { describePretendedUser, describeUser } from "../user-json.ts";
import { createUser, findUserByEmail, type UserRow } from "../users.ts";

const SignUpBody = PkceChallenge.extend({
  email: z.string().nullish(),
  phone: z.string().nullish(),
  password: z.string().nullish(),
  data: Metadata.nullish(),
});

export function addSignUpRoutes(app: Hono, services: AuthServices): void {
  app.post("/signup", async (context) => {
    const body = await readBody(context, SignUpBody);
    const device = readDevice(context, services);
    const userMetadata = body.data ?? {};
    if (!services.config.enable_signup) throw signupsDisabled();
    if (body.phone)
      throw new AuthError(400, "phone_provider_disabled", "Phone signups are disabled");

    if (!body.email) {
      if (!services.config.enable_anonymous_sign_ins) {
        throw new AuthError(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
      }
      services.limits.countRequest("anonymous_users", device.address);
      const session = await inTransaction(services.pool, async (transaction) => {
        const user = await createUser(transaction, {
          email: null,
          passwordHash: null,
          userMetadata,
          isConfirmed: false,
          isAnonymous: true,
        });
        return openSession(services, transaction, user, "anonymous", device, "user_signedup");
      });
      return context.json(session);
    }

    if (!services.config.email.enable_signup) {
      throw new AuthError(422, "email_provider_disabled", "Email signups are disabled");
    }
    const email = parseEmail(body.email);
    if (!body.password) {
      throw new AuthError(400, "validation_failed", "Signup requires a valid password");
    }
    requireStrongPassword(body.password, services.config);
    services.limits.countRequest("sign_in_sign_ups", device.address);
    const redirectTo = services.redirects.choose(context.req.query("redirect_to"));
    const passwordHash = await hashPassword(body.password);
    const isConfirmedAtOnce = !services.config.email.enable_confirmations;
    if (!isConfirmedAtOnce) {
      services.limits.countRequest("email_sent", device.address);
      services.limits.countMail(email, "signup");
    }

    const outcome = await inTransaction(services.pool, async (transaction) => {
      let user: UserRow | null = await findUserByEmail(transaction, email);
      if (user?.confirmed_at) {
        await recordAudit(transaction, device, user, "user_repeated_signup", { provider: "email" });
        return "taken" as const;
      }
      // An unconfirmed account may be someone else's mistake: it stays as it is, its owner decides by mail.
      user ??= await createUser(transaction, {
        email,
        passwordHash,
        userMetadata,
        isConfirmed: isConfirmedAtOnce,
      });
      if (isConfirmedAtOnce && user.confirmed_at) {
        return {
          session: await openSession(
            services,
            transaction,
            user,
            "password",
            device,
            "user_signedup",
          ),
        };
      }
      await recordAudit(transaction, device, user, "user_confirmation_requested", {
        provider: "email",
      });
      const send = await prepareMail(services, transaction, {
        user,
        flow: mailFlows.signup,
        redirectTo,
        challenge: body,
      });
      const current = await findUserByEmail(transaction, email);
      return { send, user: await describeUser(transaction, current ?? user) };
    }).catch((error: unknown) => {
      // Two sign-ups of one address at once: the unique index let one of them through.
      if (error instanceof Error && "code" in error && error.code === "23505")
        return "taken" as const;
      throw error;
    });

    if (outcome === "taken") {
      if (isConfirmedAtOnce) {
        throw new AuthError(422, "user_already_exists", "User already registered");
      }
      return context.json(describePretendedUser(email, userMetadata));
    }
    if ("session" in outcome) return context.json(outcome.session);
    services.tasks.run("mail.signup", outcome.send);
    return context.json(outcome.user);
  });
}

export function parseEmail(email: string): string {
  const parsed = Email.safeParse(email);
  if (parsed.success) return parsed.data;
  throw new AuthError(400, "validation_failed", "Unable to validate email address: invalid format");
}
