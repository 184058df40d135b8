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

/** For processes that need storage or accounts as the service. */
export const SupabaseServiceEnv = SupabaseEnv.extend({
  /** The key that is above every policy. */
  SUPABASE_SECRET_KEY: z.string().min(1),
});
export type SupabaseServiceEnv = z.infer<typeof SupabaseServiceEnv>;

/** Environment of every process that may ask a language model. All of it may be missing. */
export const ModelEnv = z.object({
  /** Any server that speaks OpenAI's chat completions, up to and with its /v1. */
  BYTEOS_MODEL_URL: z.url({ protocol: /^https?$/ }).optional(),
  BYTEOS_MODEL_NAME: z.string().min(1).default("default"),
  BYTEOS_MODEL_KEY: z.string().min(1).optional(),
  TOGETHER_API_KEY: z.string().min(1).optional(),
  TOGETHER_MODEL: z.string().min(1).default("meta-llama/Llama-3.3-70B-Instruct-Turbo"),
  OPENAI_API_KEY: z.string().min(1).optional(),
  OPENAI_MODEL: z.string().min(1).default("gpt-4.1-mini"),
  ANTHROPIC_API_KEY: z.string().min(1).optional(),
  ANTHROPIC_MODEL: z.string().min(1).default("claude-haiku-4-5"),
  /** Makes vectors of passages and questions, at the first of the providers above that has a key. */
  BYTEOS_EMBEDDING_MODEL: z.string().min(1).optional(),
  /** The model that organisations may train with the turns of learners who agreed. */
  BYTEOS_TUNING_MODEL: z.string().min(1).optional(),
  /** What the places of vectors count in a search beside those of words, which count 1. */
  BYTEOS_VECTOR_WEIGHT: z.coerce.number().min(0).max(10).default(0),
});
export type ModelEnv = z.infer<typeof ModelEnv>;
