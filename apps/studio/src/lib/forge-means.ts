import { createSupabasePackFiles } from "@byteos/integrations/forge/supabase-pack-files";
import type { ForgeMeans } from "@byteos/usecases/forge/forge-means";
import { env } from "../env.ts";

let means: ForgeMeans | undefined;

/** Where the packs of repositories are kept; one client a process. */
export function forgeMeans(): ForgeMeans {
  const { SUPABASE_URL, SUPABASE_SECRET_KEY } = env();
  means ??= {
    files: createSupabasePackFiles({ url: SUPABASE_URL, secretKey: SUPABASE_SECRET_KEY }),
  };
  return means;
}
