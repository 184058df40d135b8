import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { createSupabaseStorage } from "@byteos/integrations/storage/supabase-storage";
import { env } from "../env.ts";

let storage: ObjectStorage | undefined;

/** Where pictures of courses are kept; one client a process. */
export function assetMeans(): { storage: ObjectStorage } {
  const { SUPABASE_URL, SUPABASE_SECRET_KEY } = env();
  storage ??= createSupabaseStorage({ url: SUPABASE_URL, secretKey: SUPABASE_SECRET_KEY });
  return { storage };
}
