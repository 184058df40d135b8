import type { PoolClient } from "pg";
import { recordAudit } from "../audit-log.ts";
import {
  AuthError,
  emailExists,
  signupsDisabled,
  userBanned,
  userNotFound,
} from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import type { Device } from "../device.ts";
import { mailFlows, prepareMail } from "../mail-flows.ts";
import {
  createUser,
  findUserByEmail,
  isBanned,
  lockUser,
  type UserRow,
  userColumns,
} from "../users.ts";
import {
  describeIdentity,
  findIdentityOwner,
  type KnownAs,
  removeUnprovenWays,
  saveIdentity,
  saveProviders,
} from "./identities.ts";
import type { IdentityProvider, ProviderProfile } from "./identity-provider.ts";

/** `unproven`: the provider does not vouch for the address, so its owner is asked by mail first. */
export type ExternalOutcome =
  | { state: "done"; user: UserRow }
  | { state: "unproven"; refusal: AuthError; send: () => Promise<void> };

export interface ExternalSignIn {
  provider: IdentityProvider;
  profile: ProviderProfile;
  device: Device;
  redirectTo: string;
}

/**
 * The user that a person at a provider is: the one who has been here with this identity, else the one whose
 * address the provider vouches for, else a new one.
 */
export async function signInExternally(
  services: AuthServices,
  transaction: PoolClient,
  signIn: ExternalSignIn,
): Promise<ExternalOutcome> {
  const { provider, profile, device } = signIn;
  const known = describeIdentity(profile);
  const isTrusted = known.isEmailVerified || !services.config.email.enable_confirmations;
  await awaitTurn(transaction, known.email ?? `${provider.name}:${known.subject}`);
  const owner = await findIdentityOwner(transaction, provider.name, known.subject);
  const user =
    owner ??
    (isTrusted ? await findByAddresses(services, transaction, profile) : null) ??
    (await createFor(services, transaction, provider, known));
  if (user === "taken") {
    return { state: "unproven", refusal: needsVerification(provider.name), send: async () => {} };
  }
  if (isBanned(user)) throw userBanned();
  await saveIdentity(transaction, user.id, provider.name, known);
  const isConfirmed =
    user.confirmed_at !== null || (user.email === null && provider.isEmailOptional);
  if (!isConfirmed) {
    const kept = { provider: provider.name, subject: known.subject, data: known.data };
    await removeUnprovenWays(transaction, user.id, kept);
  }
  const current = await saveProviders(transaction, user.id);
  if (isConfirmed) return { state: "done", user: current };
  if (!isTrusted || known.email !== current.email) {
    return askByMail(services, transaction, signIn, current);
  }
  await recordAudit(transaction, device, current, "user_signedup", { provider: provider.name });
  return { state: "done", user: await confirm(transaction, current) };
}

/** Adds a person's identity at a provider to a user who is signed in. */
export async function linkExternally(
  services: AuthServices,
  transaction: PoolClient,
  userId: string,
  signIn: ExternalSignIn,
): Promise<ExternalOutcome> {
  const { provider, profile } = signIn;
  const known = describeIdentity(profile);
  const target = await lockUser(transaction, userId);
  if (!target) throw userNotFound();
  if (isBanned(target)) throw userBanned();
  const owner = await findIdentityOwner(transaction, provider.name, known.subject);
  if (owner) {
    throw new AuthError(
      422,
      "identity_already_exists",
      owner.id === userId
        ? "Identity is already linked"
        : "Identity is already linked to another user",
    );
  }
  await saveIdentity(transaction, userId, provider.name, known);
  if (!target.email && known.email !== null) {
    if (await findUserByEmail(transaction, known.email)) throw emailExists();
    await transaction.query("update auth.users set email = $2 where id = $1", [
      userId,
      known.email,
    ]);
    const named = await saveProviders(transaction, userId);
    if (!known.isEmailVerified) return askByMail(services, transaction, signIn, named);
    return { state: "done", user: await confirm(transaction, named) };
  }
  return { state: "done", user: await saveProviders(transaction, userId) };
}

/** Takes an invitation up: the mail proves the address, the provider proves the person. */
export async function acceptInviteExternally(
  transaction: PoolClient,
  invited: UserRow,
  signIn: ExternalSignIn,
): Promise<ExternalOutcome> {
  const { provider, profile, device } = signIn;
  const known = describeIdentity(profile);
  if (!profile.emails.some((each) => each.address.toLowerCase() === invited.email)) {
    throw new AuthError(
      400,
      "validation_failed",
      "Invited email does not match emails from external provider",
    );
  }
  const owner = await findIdentityOwner(transaction, provider.name, known.subject);
  if (owner && owner.id !== invited.id) {
    throw new AuthError(
      422,
      "identity_already_exists",
      "Identity is already linked to another user",
    );
  }
  await saveIdentity(transaction, invited.id, provider.name, known);
  const kept = { provider: provider.name, subject: known.subject, data: known.data };
  await removeUnprovenWays(transaction, invited.id, kept);
  const current = await saveProviders(transaction, invited.id);
  await recordAudit(transaction, device, current, "invite_accepted", { provider: provider.name });
  return { state: "done", user: await confirm(transaction, current) };
}

/** First sign-ins of one person come one after another: between looking and making, nobody else makes the account. */
async function awaitTurn(transaction: PoolClient, person: string): Promise<void> {
  await transaction.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
    `external:${person.toLowerCase()}`,
  ]);
}

/** By the addresses that the provider vouches for, as users have them or as other proven identities do. */
async function findByAddresses(
  services: AuthServices,
  transaction: PoolClient,
  profile: ProviderProfile,
): Promise<UserRow | null> {
  const isOpen = !services.config.email.enable_confirmations;
  const addresses = profile.emails
    .filter((each) => each.isVerified || isOpen)
    .map((each) => each.address.toLowerCase());
  const found = await transaction.query<UserRow>(
    `select ${userColumns} from auth.users u
     where u.deleted_at is null and u.is_sso_user = false and (u.email = any($1) or exists (
       select from auth.identities i where i.user_id = u.id and i.email = any($1)
         and i.identity_data ->> 'email_verified' = 'true'))
     limit 2 for update`,
    [addresses],
  );
  if (found.rows.length > 1) {
    throw new AuthError(
      500,
      "unexpected_failure",
      "Multiple accounts with the same email address in the same linking domain detected: default",
    );
  }
  return found.rows[0] ?? null;
}

async function createFor(
  services: AuthServices,
  transaction: PoolClient,
  provider: IdentityProvider,
  known: KnownAs,
): Promise<UserRow | "taken"> {
  if (!services.config.enable_signup) throw signupsDisabled();
  if (known.email === null && !provider.isEmailOptional) {
    throw new AuthError(
      500,
      "unexpected_failure",
      "Error getting user email from external provider",
    );
  }
  if (known.email !== null && (await findUserByEmail(transaction, known.email))) return "taken";
  return createUser(transaction, {
    email: known.email,
    passwordHash: null,
    userMetadata: known.data,
    appMetadata: { provider: provider.name, providers: [provider.name] },
    isConfirmed: false,
    isExternal: true,
  });
}

async function askByMail(
  services: AuthServices,
  transaction: PoolClient,
  { provider, redirectTo }: ExternalSignIn,
  user: UserRow,
): Promise<ExternalOutcome> {
  if (user.email !== null) services.limits.countMail(user.email, "signup");
  const request = { user, flow: mailFlows.signup, redirectTo, challenge: {} };
  const send = await prepareMail(services, transaction, request);
  return { state: "unproven", refusal: needsVerification(provider.name), send };
}

const needsVerification = (name: string) =>
  new AuthError(
    422,
    "provider_email_needs_verification",
    `Unverified email with ${name}. A confirmation email has been sent to your ${name} email`,
  );

async function confirm(transaction: PoolClient, user: UserRow): Promise<UserRow> {
  const confirmed = await transaction.query<UserRow>(
    `update auth.users u set email_confirmed_at = coalesce(u.email_confirmed_at, now()), is_anonymous = false,
       confirmation_token = '', updated_at = now() where u.id = $1 returning ${userColumns}`,
    [user.id],
  );
  return confirmed.rows[0] ?? user;
}
