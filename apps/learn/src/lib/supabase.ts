import { callerAddress, namedCaller } from "@byteos/integrations/auth/caller-address";
import { sessionCookie } from "@byteos/integrations/auth/session-cookie";
import { createServerClient } from "@supabase/ssr";
import { cookies, headers } from "next/headers";
import { env } from "../env.ts";

/** Supabase as the person whose cookies came with this request. Made anew for each request. */
export async function supabaseOfRequest() {
  return makeClient({ key: env().SUPABASE_PUBLISHABLE_KEY, headers: {} });
}

/** The same for signing in and the mails around it, whose limits count by the caller's own address. */
export async function supabaseForSignIn() {
  const { SUPABASE_PUBLISHABLE_KEY, SUPABASE_SECRET_KEY } = env();
  const address = callerAddress(await headers());
  return makeClient(
    namedCaller({
      address,
      publishableKey: SUPABASE_PUBLISHABLE_KEY,
      secretKey: SUPABASE_SECRET_KEY,
    }),
  );
}

async function makeClient({ key, headers: sent }: ReturnType<typeof namedCaller>) {
  const store = await cookies();
  return createServerClient(env().SUPABASE_URL, key, {
    global: { headers: sent },
    auth: { experimental: { recoveryCodes: true } },
    cookieOptions: sessionCookie(env().LEARN_URL),
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
}
