import { z } from "zod";

export const StudioEnv = z.object({
  SUPABASE_URL: z.url(),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
  SUPABASE_SECRET_KEY: z.string().min(1),
  DATABASE_URL: z.string().min(1),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
  DATABASE_STATEMENT_TIMEOUT_MS: z.coerce.number().int().min(100).max(600_000).default(15_000),
  STUDIO_URL: z.url(),
  LEARN_URL: z.url(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  MAIL_FROM: z.string().min(3).default("ByteOS <no-reply@localhost>"),
});
export type StudioEnv = z.infer<typeof StudioEnv>;

let parsed: StudioEnv | undefined;

/** Read on the first request, not on import: a build needs no environment. Throws a list of what is missing. */
export function env(): StudioEnv {
  if (parsed === undefined) {
    const result = StudioEnv.safeParse(process.env);
    if (!result.success) {
      const names = result.error.issues.map((issue) => issue.path.join(".")).join(", ");
      throw new Error(`Studio cannot start: set ${names} (see .env.example)`);
    }
    parsed = result.data;
  }
  return parsed;
}
