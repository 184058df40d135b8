import type { Pool } from "pg";
import { inTransaction, type Queryable } from "../database/transactions.ts";
import type { AuthServices } from "./auth-services.ts";
import { type FlowMethod, type PkceChallenge, saveFlowState } from "./flow-states.ts";
import type { LinkType, MailTemplate } from "./mails.ts";
import { issueToken, type TokenKind } from "./one-time-tokens.ts";
import type { UserRow } from "./users.ts";

export interface MailFlow {
  template: MailTemplate;
  linkType: LinkType;
  kind: TokenKind;
  method: FlowMethod;
}

/** Each way by which a mailed link or code leads on, and where its token is kept. */
export const mailFlows = {
  signup: {
    template: "confirmation",
    linkType: "signup",
    kind: "confirmation",
    method: "email/signup",
  },
  invite: { template: "invite", linkType: "invite", kind: "confirmation", method: "invite" },
  recovery: { template: "recovery", linkType: "recovery", kind: "recovery", method: "recovery" },
  magiclink: {
    template: "magic_link",
    linkType: "magiclink",
    kind: "recovery",
    method: "magiclink",
  },
} as const satisfies Record<string, MailFlow>;

export interface MailRequest {
  user: UserRow;
  flow: MailFlow;
  redirectTo: string;
  challenge: PkceChallenge;
}

/** Issues a token and returns the sending of its mail, to be run once the transaction is committed. */
export async function prepareMail(
  services: AuthServices,
  db: Queryable,
  { user, flow, redirectTo, challenge }: MailRequest,
): Promise<() => Promise<void>> {
  const email = user.email;
  if (email === null) return async () => {};
  const isPkce = await saveFlowState(db, user.id, flow.method, challenge);
  const codeLength = services.config.email.otp_length;
  const token = await issueToken(db, user, flow.kind, email, { codeLength, isPkce });
  return () =>
    services.mails.send({
      template: flow.template,
      linkType: flow.linkType,
      to: email,
      token,
      redirectTo,
      email,
      userMetadata: user.raw_user_meta_data ?? {},
    });
}

export async function prepareAndSend(services: AuthServices, request: MailRequest): Promise<void> {
  const send = await inTransaction(services.pool, (transaction) =>
    prepareMail(services, transaction, request),
  );
  await send();
}

/**
 * Starts a change of address. The new address must confirm; where the project asks for both, so must the
 * current one, so that a stolen session alone cannot take the account away.
 */
export async function prepareEmailChange(
  services: AuthServices,
  db: Queryable,
  request: { user: UserRow; newEmail: string; redirectTo: string; challenge: PkceChallenge },
): Promise<() => Promise<void>> {
  const { user, newEmail, redirectTo, challenge } = request;
  const isPkce = await saveFlowState(db, user.id, "email_change", challenge);
  const options = { codeLength: services.config.email.otp_length, isPkce };
  await db.query(
    `update auth.users set email_change = $2, email_change_confirm_status = 0,
       email_change_token_current = '' where id = $1`,
    [user.id, newEmail],
  );
  const shared = {
    template: "email_change",
    linkType: "email_change",
    redirectTo,
    email: user.email ?? newEmail,
    newEmail,
    userMetadata: user.raw_user_meta_data ?? {},
  } as const;
  const forNew = await issueToken(db, user, "email_change_new", newEmail, options);
  const mails = [{ ...shared, to: newEmail, token: forNew }];
  if (services.config.email.double_confirm_changes && user.email) {
    const forCurrent = await issueToken(db, user, "email_change_current", user.email, options);
    mails.push({ ...shared, to: user.email, token: forCurrent });
  }
  return async () => {
    for (const mail of mails) await services.mails.send(mail);
  };
}

/** Removes what links that were never opened have left behind. */
export async function removeStaleFlows(pool: Pool): Promise<void> {
  await pool.query("delete from auth.flow_state where created_at < now() - interval '2 days'");
  await pool.query(
    `delete from auth.refresh_tokens where revoked and updated_at < now() - interval '30 days'
     and id in (select id from auth.refresh_tokens where revoked order by updated_at limit 10000)`,
  );
  // Every refresh leaves two; what people did is kept.
  await pool.query(
    `delete from auth.audit_log_entries where payload ->> 'log_type' = 'token'
     and created_at < now() - interval '30 days'`,
  );
  await pool.query("delete from auth.mfa_challenges where created_at < now() - interval '1 day'");
  await pool.query(
    "delete from auth.oauth_client_states where created_at < now() - interval '1 day'",
  );
}
