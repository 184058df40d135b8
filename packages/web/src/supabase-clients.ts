import { callerAddress, namedCaller } from "@byteos/integrations/auth/caller-address";
import { sessionCookie } from "@byteos/integrations/auth/session-cookie";
import { createServerClient } from "@supabase/ssr";
import { cookies, headers } from "next/headers";
import type { WebEnv } from "./env.ts";

export interface SupabaseClientsOptions {
  readonly env: () => WebEnv;
  /** Address of this app. */
  readonly appUrl: () => string;
}

type Client = ReturnType<typeof createServerClient>;

export interface SupabaseClients {
  /** Supabase as the person whose cookies came with this request. Made anew for each request. */
  readonly supabaseOfRequest: () => Promise<Client>;
  /** The same for signing in and the mails around it, whose limits count by the caller's own address. */
  readonly supabaseForSignIn: () => Promise<Client>;
}

export function createSupabaseClients({ env, appUrl }: SupabaseClientsOptions): SupabaseClients {
  const make = async ({ key, headers: sent }: ReturnType<typeof namedCaller>): Promise<Client> => {
    const store = await cookies();
    return createServerClient(env().SUPABASE_URL, key, {
      global: { headers: sent },
      auth: { experimental: { recoveryCodes: true } },
      cookieOptions: sessionCookie(appUrl()),
      cookies: {
        getAll: () => store.getAll(),
        setAll: (changed) => {
          try {
            for (const { name, value, options } of changed) store.set(name, value, options);
          } catch {
            // A page cannot set cookies; the proxy has refreshed the session before it.
          }
        },
      },
    });
  };
  return {
    supabaseOfRequest: () => make({ key: env().SUPABASE_PUBLISHABLE_KEY, headers: {} }),
    async supabaseForSignIn() {
      const { SUPABASE_PUBLISHABLE_KEY, SUPABASE_SECRET_KEY } = env();
      const address = callerAddress(await headers());
      return make(
        namedCaller({
          address,
          publishableKey: SUPABASE_PUBLISHABLE_KEY,
          secretKey: SUPABASE_SECRET_KEY,
        }),
      );
    },
  };
}
