import type { Hono } from "hono";
import { z } from "zod";
import { inTransaction } from "../../database/transactions.ts";
import { AuthError, invalidCredentials, userBanned } from "../auth-error.ts";
import type { AuthServices } from "../auth-services.ts";
import type { Device } from "../device.ts";
import { signInWithIdToken } from "../external/id-token.ts";
import { spendAuthCode } from "../flow-states.ts";
import { findWeakness, isPasswordRight } from "../passwords.ts";
import { passwordBudgets } from "../rate-limits.ts";
import { refreshSession } from "../refresh-session.ts";
import { readBody, readDevice } from "../requests.ts";
import { addProviderTokens, openSession, type SessionJson } from "../sessions.ts";
import { findUserByEmail, findUserById, isBanned } from "../users.ts";

const PasswordBody = z.object({
  email: z.string().nullish(),
  phone: z.string().nullish(),
  password: z.string({ error: "Password is required" }),
});
const RefreshBody = z.object({ refresh_token: z.string().nullish() });
const CodeBody = z.object({ auth_code: z.string().nullish(), code_verifier: z.string().nullish() });

export function addTokenRoutes(app: Hono, services: AuthServices): void {
  app.post("/token", async (context) => {
    const device = readDevice(context, services);
    const grant = context.req.query("grant_type");
    switch (grant) {
      case "password": {
        services.limits.countRequest("sign_in_sign_ups", device.address);
        return context.json(
          await signInWithPassword(services, await readBody(context, PasswordBody), device),
        );
      }
      case "refresh_token": {
        services.limits.countRequest("token_refresh", device.address);
        const { refresh_token: token } = await readBody(context, RefreshBody);
        if (!token) {
          throw new AuthError(400, "validation_failed", "refresh_token required");
        }
        return context.json(await refreshSession(services, token, device));
      }
      case "pkce": {
        services.limits.countRequest("token_refresh", device.address);
        return context.json(
          await exchangeCode(services, await readBody(context, CodeBody), device),
        );
      }
      case "id_token": {
        services.limits.countRequest("sign_in_sign_ups", device.address);
        return context.json(await signInWithIdToken(context, services, device));
      }
      case "web3":
        throw new AuthError(422, "web3_provider_disabled", "Web3 provider is disabled");
      default:
        throw new AuthError(400, "invalid_credentials", "unsupported_grant_type");
    }
  });
}

async function signInWithPassword(
  services: AuthServices,
  body: z.infer<typeof PasswordBody>,
  device: Device,
): Promise<SessionJson> {
  if (body.phone) throw new AuthError(400, "phone_provider_disabled", "Phone logins are disabled");
  const email = (body.email ?? "").trim().toLowerCase();
  if (email === "") throw new AuthError(400, "validation_failed", "missing email or phone");
  const user = await services.limits.guess(passwordBudgets(email, device.address), async () => {
    const found = await findUserByEmail(services.pool, email);
    const isRight = await isPasswordRight(body.password, found?.encrypted_password ?? null);
    if (!found || !isRight) throw invalidCredentials();
    return found;
  });
  services.limits.forgiveWrongPasswords(email, device.address);
  if (isBanned(user)) throw new AuthError(400, "user_banned", "User is banned");
  if (!user.confirmed_at) throw new AuthError(400, "email_not_confirmed", "Email not confirmed");
  const session = await inTransaction(services.pool, (transaction) =>
    openSession(services, transaction, user, "password", device),
  );
  const weakness = findWeakness(body.password, services.config);
  return weakness === null ? session : { ...session, weak_password: weakness };
}

async function exchangeCode(
  services: AuthServices,
  body: z.infer<typeof CodeBody>,
  device: Device,
): Promise<SessionJson> {
  const { auth_code: code, code_verifier: verifier } = body;
  if (!code || !verifier) {
    throw new AuthError(
      400,
      "validation_failed",
      "invalid request: both auth code and code verifier should be non-empty",
    );
  }
  return inTransaction(services.pool, async (transaction) => {
    const flow = await spendAuthCode(transaction, code, verifier);
    const user = await findUserById(transaction, flow.userId);
    if (!user) throw new AuthError(404, "user_not_found", "User not found");
    if (isBanned(user)) throw userBanned();
    const session = await openSession(services, transaction, user, flow.method, device);
    return addProviderTokens(session, flow.providerAccessToken, flow.providerRefreshToken);
  });
}
