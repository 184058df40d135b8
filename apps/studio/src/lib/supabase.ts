import { createSupabaseClients } from "@byteos/web/supabase-clients";
import { env } from "../env.ts";

export const { supabaseOfRequest, supabaseForSignIn } = createSupabaseClients({
  env,
  appUrl: () => env().STUDIO_URL,
});
