import { z } from "zod";

/** Environment of every process that sends mail. */
export const MailEnv = z.object({
  /** smtp:// or smtps:// address of the mail server, with user and password where it wants them. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  MAIL_FROM: z.string().min(3).default("ByteOS <no-reply@localhost>"),
});
export type MailEnv = z.infer<typeof MailEnv>;

/** Environment of every process that talks to Supabase over HTTP. */
export const SupabaseEnv = z.object({
  SUPABASE_URL: z.url({ protocol: /^https?$/ }),
  SUPABASE_PUBLISHABLE_KEY: z.string().min(1),
});
export type SupabaseEnv = z.infer<typeof SupabaseEnv>;

/** The key that is above every policy; for processes that need storage or accounts as the service. */
export const SupabaseServiceEnv = SupabaseEnv.extend({ SUPABASE_SECRET_KEY: z.string().min(1) });
export type SupabaseServiceEnv = z.infer<typeof SupabaseServiceEnv>;
