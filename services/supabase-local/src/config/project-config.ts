import { readFile } from "node:fs/promises";
import { parse } from "smol-toml";
import { z } from "zod";
import { ByteSize, Duration } from "./values.ts";

const RateLimits = z
  .object({
    email_sent: z.int().positive().default(30),
    anonymous_users: z.int().positive().default(30),
    token_refresh: z.int().positive().default(150),
    sign_in_sign_ups: z.int().positive().default(30),
    token_verifications: z.int().positive().default(30),
  })
  .prefault({});

const Email = z
  .object({
    enable_signup: z.boolean().default(true),
    double_confirm_changes: z.boolean().default(true),
    enable_confirmations: z.boolean().default(false),
    secure_password_change: z.boolean().default(false),
    max_frequency: Duration.prefault("1s"),
    otp_length: z.int().min(6).max(10).default(6),
    otp_expiry: z.int().positive().max(86_400).default(3600),
    template: z
      .record(
        z.string(),
        z.object({ subject: z.string().optional(), content_path: z.string().optional() }),
      )
      .default({}),
  })
  .prefault({});

const passwordRequirements = [
  "",
  "letters_digits",
  "lower_upper_letters_digits",
  "lower_upper_letters_digits_symbols",
] as const;

const Auth = z
  .object({
    site_url: z.url().default("http://127.0.0.1:3000"),
    additional_redirect_urls: z.array(z.string()).default([]),
    jwt_expiry: z.int().min(60).max(604_800).default(3600),
    enable_refresh_token_rotation: z.boolean().default(true),
    refresh_token_reuse_interval: z.int().min(0).default(10),
    enable_signup: z.boolean().default(true),
    enable_anonymous_sign_ins: z.boolean().default(false),
    enable_manual_linking: z.boolean().default(false),
    minimum_password_length: z.int().min(6).max(72).default(6),
    password_requirements: z.enum(passwordRequirements).default(""),
    rate_limit: RateLimits,
    email: Email,
    sessions: z
      .object({ timebox: Duration.prefault("0s"), inactivity_timeout: Duration.prefault("0s") })
      .prefault({}),
  })
  .prefault({});

const Storage = z.object({ file_size_limit: ByteSize.prefault("50MiB") }).prefault({});

const ProjectConfig = z.object({ auth: Auth, storage: Storage });
export type ProjectConfig = z.infer<typeof ProjectConfig>;
export type AuthConfig = ProjectConfig["auth"];

/**
 * Reads what this service obeys of `supabase/config.toml`, the Supabase CLI's own file; the rest is left
 * to the CLI. Defaults are the CLI's. A missing file gives the defaults, a wrong value an error.
 */
export async function loadProjectConfig(file: string): Promise<ProjectConfig> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  try {
    return ProjectConfig.parse(parse(text));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new Error(`${file} cannot be used:\n${reason}`, { cause });
  }
}
