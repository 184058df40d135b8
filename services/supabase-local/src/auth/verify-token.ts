import type { PoolClient } from "pg";
import { codeExpired, emailExists, linkExpired, userBanned } from "./auth-error.ts";
import type { AuthServices } from "./auth-services.ts";
import {
  findTokenOwner,
  isCodeCurrent,
  isTokenFresh,
  spendTokens,
  type TokenKind,
} from "./one-time-tokens.ts";
import {
  confirmEmail,
  findUserByEmail,
  isBanned,
  lockUser,
  saveEmailIdentity,
  type UserRow,
  userColumns,
} from "./users.ts";

export type VerifyType = "signup" | "invite" | "recovery" | "magiclink" | "email" | "email_change";

/** `half`: one of the two addresses of a change has confirmed; the other has yet to. */
export type Verified = { state: "done"; user: UserRow } | { state: "half" };

const kindsOfType: Record<VerifyType, TokenKind[]> = {
  signup: ["confirmation"],
  invite: ["confirmation"],
  recovery: ["recovery"],
  magiclink: ["recovery", "confirmation"],
  email: ["confirmation", "recovery"],
  email_change: ["email_change_new", "email_change_current"],
};

/** Uses up the token of a mailed link. Throws when it is not (or no longer) good. */
export async function verifyLink(
  services: AuthServices,
  transaction: PoolClient,
  type: VerifyType,
  tokenHash: string,
): Promise<Verified> {
  const owner = await findTokenOwner(transaction, tokenHash, kindsOfType[type]);
  const lifetime = services.config.email.otp_expiry;
  if (!owner || !isTokenFresh(owner.user, owner.kind, lifetime)) throw linkExpired();
  return completeVerification(services, transaction, owner.user, owner.kind);
}

/** Uses up a code that was mailed to this address. Throws when it is not (or no longer) good. */
export async function verifyCode(
  services: AuthServices,
  transaction: PoolClient,
  type: VerifyType,
  email: string,
  code: string,
): Promise<Verified> {
  const lifetime = services.config.email.otp_expiry;
  const found =
    type === "email_change"
      ? await findEmailChange(transaction, email)
      : await findUserByEmail(transaction, email);
  const user = found && (await lockUser(transaction, found.id));
  if (!user) throw codeExpired();
  const kind = kindsOfType[type].find((each) => isCodeCurrent(user, each, email, code, lifetime));
  if (!kind) throw codeExpired();
  return completeVerification(services, transaction, user, kind);
}

async function findEmailChange(transaction: PoolClient, email: string): Promise<UserRow | null> {
  const found = await transaction.query<UserRow>(
    `select ${userColumns} from auth.users u
     where (u.email = $1 or u.email_change = $1) and u.email_change <> '' and u.deleted_at is null
     order by (u.email = $1) desc limit 1`,
    [email],
  );
  return found.rows[0] ?? null;
}

async function completeVerification(
  services: AuthServices,
  transaction: PoolClient,
  user: UserRow,
  kind: TokenKind,
): Promise<Verified> {
  if (isBanned(user)) throw userBanned();
  switch (kind) {
    case "confirmation":
    case "recovery": {
      // Opening either kind proves the address, so neither may be used after the other.
      await spendTokens(transaction, user, ["confirmation", "recovery"]);
      return { state: "done", user: await confirmEmail(transaction, user) };
    }
    case "email_change_new":
    case "email_change_current":
      return confirmEmailChange(services, transaction, user, kind);
    case "reauthentication":
      throw codeExpired();
  }
}

async function confirmEmailChange(
  services: AuthServices,
  transaction: PoolClient,
  user: UserRow,
  kind: "email_change_new" | "email_change_current",
): Promise<Verified> {
  const isDouble = services.config.email.double_confirm_changes && Boolean(user.email);
  if (isDouble && user.email_change_confirm_status === 0) {
    await spendTokens(transaction, user, [kind]);
    await transaction.query("update auth.users set email_change_confirm_status = 1 where id = $1", [
      user.id,
    ]);
    return { state: "half" };
  }
  const taken = await findUserByEmail(transaction, user.email_change ?? "");
  if (taken && taken.id !== user.id) throw emailExists();
  await spendTokens(transaction, user, ["email_change_new", "email_change_current"]);
  const changed = await transaction.query<UserRow>(
    `update auth.users u set email = u.email_change, email_change = '', email_change_confirm_status = 0,
       raw_user_meta_data = coalesce(u.raw_user_meta_data, '{}') || jsonb_build_object('email', u.email_change),
       raw_app_meta_data = '{"provider": "email", "providers": ["email"]}'::jsonb || coalesce(u.raw_app_meta_data, '{}')
     where u.id = $1 returning ${userColumns}`,
    [user.id],
  );
  const row = changed.rows[0];
  if (!row) throw linkExpired();
  await saveEmailIdentity(transaction, row, { isVerified: true });
  return { state: "done", user: await confirmEmail(transaction, row) };
}
