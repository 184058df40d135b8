import { createLookInside, type LookInside } from "@byteos/integrations/forge/look-inside";
import type { PackFiles } from "@byteos/integrations/forge/pack-files";
import { createSupabasePackFiles } from "@byteos/integrations/forge/supabase-pack-files";
import { env } from "../env.ts";

let files: PackFiles | undefined;
let look: LookInside | undefined;

/** Where the content of repositories lies, and who looks inside of it; opened once a process. */
export function lookMeans(): { files: PackFiles; look: LookInside } {
  const { SUPABASE_URL, SUPABASE_SECRET_KEY } = env();
  files ??= createSupabasePackFiles({ url: SUPABASE_URL, secretKey: SUPABASE_SECRET_KEY });
  look ??= createLookInside();
  return { files, look };
}
