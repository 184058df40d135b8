import { computeTotp } from "@byteos/supabase-local/auth/mfa/totp";

/** What an authenticator app that was given this secret shows now. */
export function readAuthenticator(secret: string): string {
  return computeTotp(secret.replaceAll(" ", ""), Date.now());
}
