import { DatabaseEnv } from "@byteos/db/env";
import { SupabaseServiceEnv } from "@byteos/integrations/env";
import { z } from "zod";

/** Environment of both apps. */
export const WebEnv = DatabaseEnv.extend(SupabaseServiceEnv.shape).extend({
  STUDIO_URL: z.url(),
  LEARN_URL: z.url(),
});
export type WebEnv = z.infer<typeof WebEnv>;

/**
 * Reads the environment on the first call, not on import: a build needs none. The function throws with the
 * names of what is missing or wrong.
 */
export function readOnce<T>(
  appName: string,
  schema: z.ZodType<T>,
  source: () => NodeJS.ProcessEnv,
): () => T {
  let parsed: T | undefined;
  return () => {
    if (parsed === undefined) {
      const result = schema.safeParse(source());
      if (!result.success) {
        const names = result.error.issues.map((issue) => issue.path.join(".")).join(", ");
        throw new Error(`${appName} cannot start: set ${names} (see .env.example)`);
      }
      parsed = result.data;
    }
    return parsed;
  };
}
