import { ModelEnv } from "@byteos/integrations/env";
import { z } from "zod";

export const LearnEnv = ModelEnv.extend({
  SUPABASE_URL: z.url(),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  SUPABASE_SECRET_KEY: z.string().min(1),
  DATABASE_URL: z.string().min(1),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
  DATABASE_STATEMENT_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(15_000),
  STUDIO_URL: z.url(),
  LEARN_URL: z.url(),
});
export type LearnEnv = z.infer<typeof LearnEnv>;

let parsed: LearnEnv | undefined;

/** Read on the first request, not on import: a build needs no environment. Throws a list of what is missing. */
export function env(): LearnEnv {
  if (parsed === undefined) {
    const result = LearnEnv.safeParse(process.env);
    if (!result.success) {
      const names = result.error.issues.map((issue) => issue.path.join(".")).join(", ");
      throw new Error(`Learn cannot start: set ${names} (see .env.example)`);
    }
    parsed = result.data;
  }
  return parsed;
}
