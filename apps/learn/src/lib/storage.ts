import { createSupabaseStorage } from "@byteos/integrations/storage/supabase-storage";
import { env } from "../env.ts";

let storage: ReturnType<typeof createSupabaseStorage> | undefined;

/** The file store of this process. */
export function fileStorage(): ReturnType<typeof createSupabaseStorage> {
  const { SUPABASE_URL, SUPABASE_SECRET_KEY } = env();
  return (storage ??= createSupabaseStorage({ url: SUPABASE_URL, secretKey: SUPABASE_SECRET_KEY }));
}
