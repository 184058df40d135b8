import { createLookInside, type LookInside } from "@byteos/integrations/forge/look-inside";
import type { PackFiles } from "@byteos/integrations/forge/pack-files";
import { createSupabasePackFiles } from "@byteos/integrations/forge/supabase-pack-files";

export interface PageMeans {
  readonly files: PackFiles;
  readonly look: LookInside;
}

/** Where the content of repositories lies, and who looks inside of it; opened once a process, when first asked for. */
export function createPageMeans(
  env: () => { readonly SUPABASE_URL: string; readonly SUPABASE_SECRET_KEY: string },
): () => PageMeans {
  let means: PageMeans | undefined;
  return () => {
    if (means === undefined) {
      const { SUPABASE_URL, SUPABASE_SECRET_KEY } = env();
      const files = createSupabasePackFiles({ url: SUPABASE_URL, secretKey: SUPABASE_SECRET_KEY });
      means = { files, look: createLookInside() };
    }
    return means;
  };
}
