import { SupabaseServiceEnv } from "@byteos/integrations/env";
import { z } from "zod";

export const SeedEnv = SupabaseServiceEnv.pick({
  SUPABASE_URL: true,
  SUPABASE_SECRET_KEY: true,
}).extend({
  DATABASE_URL: z.url(),
  STUDIO_URL: z.url(),
  LEARN_URL: z.url(),
});
export type SeedEnv = z.infer<typeof SeedEnv>;
