import type { Hono } from "hono";
import { z } from "zod";
import { inTransaction } from "../../database/transactions.ts";
import { administrator, recordAudit } from "../audit-log.ts";
import { AuthError, emailExists, userNotFound } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import { mailFlows, prepareMail } from "../mail-flows.ts";
import type { LinkType } from "../mails.ts";
import { type IssuedToken, issueToken, type TokenKind } from "../one-time-tokens.ts";
import { hashPassword, requireStrongPassword } from "../passwords.ts";
import { Metadata, readBody, readDevice, requireAdmin } from "../requests.ts";
import { describeUser } from "../user-json.ts";
import { createUser, findUserByEmail } from "../users.ts";
import { parseEmail } from "./signup.ts";

const InviteBody = z.object({ email: z.string(), data: Metadata.nullish() });
const LinkBody = z.object({
  type: z.enum([
    "signup",
    "invite",
    "magiclink",
    "recovery",
    "email_change_current",
    "email_change_new",
  ]),
  email: z.string(),
  new_email: z.string().nullish(),
  password: z.string().nullish(),
  data: Metadata.nullish(),
  redirect_to: z.string().nullish(),
});
type LinkBody = z.infer<typeof LinkBody>;

const linkTypes: Record<
  LinkBody["type"],
  { kind: TokenKind; linkType: LinkType; mayCreate: boolean }
> = {
  signup: { kind: "confirmation", linkType: "signup", mayCreate: true },
  invite: { kind: "confirmation", linkType: "invite", mayCreate: true },
  magiclink: { kind: "recovery", linkType: "magiclink", mayCreate: true },
  recovery: { kind: "recovery", linkType: "recovery", mayCreate: false },
  email_change_current: {
    kind: "email_change_current",
    linkType: "email_change",
    mayCreate: false,
  },
  email_change_new: { kind: "email_change_new", linkType: "email_change", mayCreate: false },
};

export function addAdminLinkRoutes(app: Hono, services: AuthServices): void {
  app.post("/invite", async (context) => {
    await requireAdmin(context, services);
    const body = await readBody(context, InviteBody);
    const email = parseEmail(body.email);
    const redirectTo = services.redirects.choose(context.req.query("redirect_to"));
    const outcome = await inTransaction(services.pool, async (transaction) => {
      const found = await findUserByEmail(transaction, email);
      if (found?.confirmed_at) throw emailExists();
      const user =
        found ??
        (await createUser(transaction, {
          email,
          passwordHash: null,
          userMetadata: body.data ?? {},
          isConfirmed: false,
          isInvited: true,
        }));
      const send = await prepareMail(services, transaction, {
        user,
        flow: mailFlows.invite,
        redirectTo,
        challenge: {},
      });
      await recordAudit(transaction, readDevice(context, services), administrator, "user_invited", {
        user_id: user.id,
        user_email: email,
      });
      const current = await findUserByEmail(transaction, email);
      return { send, user: await describeUser(transaction, current ?? user) };
    });
    services.tasks.run("mail.invite", outcome.send);
    return context.json(outcome.user);
  });

  app.post("/admin/generate_link", async (context) => {
    await requireAdmin(context, services);
    const body = await readBody(context, LinkBody);
    const redirectTo = services.redirects.choose(
      body.redirect_to ?? context.req.query("redirect_to"),
    );
    const { linkType } = linkTypes[body.type];
    const { user, token } = await generateLink(services, body);
    return context.json({
      ...user,
      action_link: services.mails.formatLink(token.tokenHash, linkType, redirectTo),
      email_otp: token.code,
      hashed_token: token.tokenHash,
      verification_type: body.type,
      redirect_to: redirectTo,
    });
  });
}

async function generateLink(
  services: AuthServices,
  body: LinkBody,
): Promise<{ user: Record<string, unknown>; token: IssuedToken }> {
  const email = parseEmail(body.email);
  const { kind, mayCreate } = linkTypes[body.type];
  const isChange = body.type === "email_change_current" || body.type === "email_change_new";
  const newEmail = isChange ? parseEmail(body.new_email ?? "") : null;
  if (body.type === "signup") {
    if (!body.password)
      throw new AuthError(400, "validation_failed", "Signup requires a valid password");
    requireStrongPassword(body.password, services.config);
  }
  const passwordHash = body.password ? await hashPassword(body.password) : null;
  return inTransaction(services.pool, async (transaction) => {
    const found = await findUserByEmail(transaction, email);
    if (!found && !mayCreate) throw userNotFound();
    const isNewOnly = body.type === "signup" || body.type === "invite";
    if (isNewOnly && found?.confirmed_at) throw emailExists();
    const user =
      found ??
      (await createUser(transaction, {
        email,
        passwordHash,
        userMetadata: body.data ?? {},
        isConfirmed: false,
        isInvited: body.type === "invite",
      }));
    if (newEmail !== null) {
      const taken = await findUserByEmail(transaction, newEmail);
      if (taken) throw emailExists();
      await transaction.query("update auth.users set email_change = $2 where id = $1", [
        user.id,
        newEmail,
      ]);
    }
    const sentTo = kind === "email_change_new" && newEmail !== null ? newEmail : email;
    const codeLength = services.config.email.otp_length;
    const token = await issueToken(transaction, user, kind, sentTo, { codeLength });
    const current = await findUserByEmail(transaction, email);
    return { user: await describeUser(transaction, current ?? user), token };
  });
}
