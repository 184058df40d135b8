import { createServerClient } from "@supabase/ssr";
import type { Account, BenchStack } from "./bench-stack.ts";

/** The `Cookie` header of somebody who has signed in, as the apps themselves write it. */
export async function signInCookie(
  stack: BenchStack,
  { email, password }: Account,
): Promise<string> {
  const jar = new Map<string, string>();
  const supabase = createServerClient(
    stack.env["SUPABASE_URL"] ?? "",
    stack.env["SUPABASE_PUBLISHABLE_KEY"] ?? "",
    {
      cookies: {
        getAll: () => [...jar].map(([name, value]) => ({ name, value })),
        setAll: (changed) => {
          for (const { name, value } of changed) jar.set(name, value);
        },
      },
    },
  );
  const { error } = await supabase.auth.signInWithPassword({ email, password });
  if (error !== null) throw new Error(`${email} could not sign in: ${error.message}`);
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}
