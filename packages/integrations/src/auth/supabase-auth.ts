import type { AuthError, SupabaseClient } from "@supabase/supabase-js";
import { toAuthAppError } from "./auth-error.ts";
import type { AuthPort } from "./auth-port.ts";

/**
 * The port over a Supabase client that keeps the session where its maker wants it: in cookies for the
 * apps (`createServerClient` of @supabase/ssr), in memory elsewhere.
 */
export function createSupabaseAuth(client: Pick<SupabaseClient, "auth">): AuthPort {
  const { auth } = client;
  return {
    async signUp({ email, password, fullName, returnUrl }) {
      const { data, error } = await auth.signUp({
        email,
        password,
        options: { data: { full_name: fullName }, emailRedirectTo: returnUrl },
      });
      if (error?.code === "user_already_exists" || error?.code === "email_exists") {
        return "confirmation-sent";
      }
      refuse(error);
      return data.session === null ? "confirmation-sent" : "signed-in";
    },

    async signIn({ email, password }) {
      const { error } = await auth.signInWithPassword({ email, password });
      refuse(error);
    },

    async signOut(scope) {
      const { error } = await auth.signOut({ scope: scope === "here" ? "local" : "global" });
      // A session that is gone already is what signing out is for.
      if (error !== null && toAuthAppError(error).kind !== "unauthorized") refuse(error);
    },

    async requestPasswordReset({ email, returnUrl }) {
      const { error } = await auth.resetPasswordForEmail(email, { redirectTo: returnUrl });
      if (error?.code === "user_not_found") return;
      refuse(error);
    },

    async updatePassword({ password }) {
      const { error } = await auth.updateUser({ password });
      refuse(error);
    },

    async exchangeCode(code) {
      const { error } = await auth.exchangeCodeForSession(code);
      refuse(error);
    },

    async verifyTokenHash({ tokenHash, type }) {
      const { error } = await auth.verifyOtp({ token_hash: tokenHash, type });
      refuse(error);
    },
  };
}

function refuse(error: AuthError | null): void {
  if (error !== null) throw toAuthAppError(error);
}
