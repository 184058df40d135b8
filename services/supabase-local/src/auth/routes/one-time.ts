import type { Context, Hono } from "hono";
import { z } from "zod";
import { inTransaction } from "../../database/transactions.ts";
import { recordAudit } from "../audit-log.ts";
import { AuthError, signupsDisabled } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import { PkceChallenge } from "../flow-states.ts";
import { mailFlows, prepareAndSend, prepareEmailChange } from "../mail-flows.ts";
import { issueToken } from "../one-time-tokens.ts";
import { Metadata, readBody, readDevice, requireUser } from "../requests.ts";
import { createUser, findUserByEmail } from "../users.ts";
import { parseEmail } from "./signup.ts";

const AddressBody = PkceChallenge.extend({
  email: z.string().nullish(),
  phone: z.string().nullish(),
});
const OtpBody = AddressBody.extend({
  data: Metadata.nullish(),
  create_user: z.boolean().nullish(),
  channel: z.string().nullish(),
});
const ResendBody = AddressBody.extend({
  type: z.enum(["signup", "email_change", "sms", "phone_change"], {
    error: "Missing one of these types: signup, email_change, sms, phone_change",
  }),
});

/**
 * Routes that mail a link or code. Limits count before anything is looked up and the work is done after the
 * answer, so that neither the answer nor its time tells whether an address is known.
 */
export function addOneTimeRoutes(app: Hono, services: AuthServices): void {
  app.post("/recover", async (context) => {
    const body = await readBody(context, AddressBody);
    const email = countMail(context, services, body.email, "recovery");
    const device = readDevice(context, services);
    const redirectTo = services.redirects.choose(context.req.query("redirect_to"));
    services.tasks.run("mail.recovery", async () => {
      const user = await findUserByEmail(services.pool, email);
      if (!user) return;
      const flow = mailFlows.recovery;
      await recordAudit(services.pool, device, user, "user_recovery_requested");
      await prepareAndSend(services, { user, flow, redirectTo, challenge: body });
    });
    return context.json({});
  });

  const sendSignInMail = async (context: Context) => {
    const body = await readBody(context, OtpBody);
    if (body.phone)
      throw new AuthError(400, "phone_provider_disabled", "Unsupported phone provider");
    const email = countMail(context, services, body.email, "sign-in");
    const redirectTo = services.redirects.choose(context.req.query("redirect_to"));
    const mayCreate = body.create_user !== false;
    if (!mayCreate && !(await findUserByEmail(services.pool, email))) {
      throw new AuthError(422, "otp_disabled", "Signups not allowed for otp");
    }
    const isSignUpOpen = services.config.enable_signup && services.config.email.enable_signup;
    if (mayCreate && !isSignUpOpen && !(await findUserByEmail(services.pool, email))) {
      throw signupsDisabled();
    }
    services.tasks.run("mail.sign-in", async () => {
      const user =
        (await findUserByEmail(services.pool, email)) ??
        (await inTransaction(services.pool, (transaction) =>
          createUser(transaction, {
            email,
            passwordHash: null,
            userMetadata: body.data ?? {},
            isConfirmed: !services.config.email.enable_confirmations,
          }),
        ));
      const flow = user.confirmed_at ? mailFlows.magiclink : mailFlows.signup;
      await prepareAndSend(services, { user, flow, redirectTo, challenge: body });
    });
    return context.json({});
  };
  app.post("/otp", sendSignInMail);
  app.post("/magiclink", sendSignInMail);

  app.post("/resend", async (context) => {
    const body = await readBody(context, ResendBody);
    if (body.type === "sms" || body.type === "phone_change") {
      throw new AuthError(400, "phone_provider_disabled", "Unsupported phone provider");
    }
    const email = countMail(context, services, body.email, body.type);
    const redirectTo = services.redirects.choose(context.req.query("redirect_to"));
    const isChange = body.type === "email_change";
    services.tasks.run("mail.resend", async () => {
      const user = await findUserByEmail(services.pool, email);
      if (!user) return;
      const newEmail = user.email_change;
      if (isChange && newEmail) {
        const request = { user, newEmail, redirectTo, challenge: body };
        const send = await inTransaction(services.pool, (transaction) =>
          prepareEmailChange(services, transaction, request),
        );
        await send();
      } else if (!isChange && !user.confirmed_at) {
        await prepareAndSend(services, {
          user,
          flow: mailFlows.signup,
          redirectTo,
          challenge: body,
        });
      }
    });
    return context.json({});
  });

  app.get("/reauthenticate", async (context) => {
    const { user } = await requireUser(context, services);
    const email = user.email;
    if (!email) {
      throw new AuthError(422, "reauthentication_not_valid", "Reauthentication requires an email");
    }
    countMail(context, services, email, "reauthentication");
    const codeLength = services.config.email.otp_length;
    const device = readDevice(context, services);
    services.tasks.run("mail.reauthentication", async () => {
      await recordAudit(services.pool, device, user, "user_reauthenticate_requested");
      const token = await inTransaction(services.pool, (transaction) =>
        issueToken(transaction, user, "reauthentication", email, { codeLength }),
      );
      await services.mails.send({
        template: "reauthentication",
        linkType: null,
        to: email,
        token,
        redirectTo: services.redirects.siteUrl,
        email,
        userMetadata: user.raw_user_meta_data ?? {},
      });
    });
    return context.json({});
  });
}

function countMail(
  context: Context,
  services: AuthServices,
  sentEmail: string | null | undefined,
  purpose: string,
): string {
  if (!sentEmail) throw new AuthError(400, "validation_failed", "Missing email");
  const email = parseEmail(sentEmail);
  services.limits.countRequest("email_sent", readDevice(context, services).address);
  services.limits.countMail(email, purpose);
  return email;
}
