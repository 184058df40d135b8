import { AppError } from "@byteos/contracts/errors";
import { type AuthError, createClient } from "@supabase/supabase-js";
import type { AuthAdmin } from "./auth-admin.ts";
import { toAuthAppError } from "./auth-error.ts";

export interface SupabaseAdminOptions {
  readonly supabaseUrl: string;
  readonly secretKey: string;
}

const pageSize = 1_000;

export function createSupabaseAuthAdmin({
  supabaseUrl,
  secretKey,
}: SupabaseAdminOptions): AuthAdmin {
  const { admin } = createClient(supabaseUrl, secretKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
  }).auth;
  return {
    async createUser({ email, password, fullName }) {
      const { data, error } = await admin.createUser({
        email,
        password,
        email_confirm: true,
        user_metadata: { full_name: fullName },
      });
      if (error?.code === "email_exists" || error?.code === "user_already_exists") {
        throw new AppError(
          "conflict",
          "auth.address-taken",
          "There is an account with this address",
          {
            cause: error,
          },
        );
      }
      refuse(error);
      if (data.user === null) throw toAuthAppError(null);
      return data.user.id;
    },

    async findUserId(email) {
      for (let page = 1; ; page += 1) {
        const { data, error } = await admin.listUsers({ page, perPage: pageSize });
        refuse(error);
        const found = data.users.find((user) => user.email?.toLowerCase() === email.toLowerCase());
        if (found !== undefined) return found.id;
        if (data.users.length < pageSize) return null;
      }
    },

    async setPassword(userId, password) {
      const { error } = await admin.updateUserById(userId, { password });
      refuse(error);
    },

    async deleteUser(userId) {
      const { error } = await admin.deleteUser(userId);
      if (error?.code !== "user_not_found") refuse(error);
    },
  };
}

function refuse(error: AuthError | null): void {
  if (error !== null) throw toAuthAppError(error);
}
