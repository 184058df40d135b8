import { readFile } from "node:fs/promises";
import { parse } from "smol-toml";
import { z } from "zod";
import { isUnset, substituteEnvironment } from "./environment-values.ts";
import { listIgnored } from "./ignored-settings.ts";
import { ByteSize, Duration, Flag } from "./values.ts";

const RateLimits = z
  .object({
    email_sent: z.int().positive().default(30),
    anonymous_users: z.int().positive().default(30),
    token_refresh: z.int().positive().default(150),
    sign_in_sign_ups: z.int().positive().default(30),
    token_verifications: z.int().positive().default(30),
  })
  .prefault({});

/** Where the auth mails go when `SMTP_URL` does not say; off until it names a host. */
const Smtp = z
  .object({
    enabled: Flag.default(false),
    host: z.string().default(""),
    port: z.int().min(1).max(65_535).default(587),
    user: z.string().default(""),
    pass: z.string().default(""),
    admin_email: z.string().default(""),
    sender_name: z.string().default(""),
  })
  .prefault({});

const Email = z
  .object({
    enable_signup: Flag.default(true),
    double_confirm_changes: Flag.default(true),
    enable_confirmations: Flag.default(false),
    secure_password_change: Flag.default(false),
    max_frequency: Duration.prefault("1s"),
    otp_length: z.int().min(6).max(10).default(6),
    otp_expiry: z.int().positive().max(86_400).default(3600),
    smtp: Smtp,
    template: z
      .record(
        z.string(),
        z.object({ subject: z.string().optional(), content_path: z.string().optional() }),
      )
      .default({}),
  })
  .prefault({});

/** Which ways of a second step may be set up and used; others than TOTP and recovery codes are not served. */
const Mfa = z
  .object({
    max_enrolled_factors: z.int().min(0).max(100).default(10),
    totp: z
      .object({
        enroll_enabled: Flag.default(false),
        verify_enabled: Flag.default(false),
      })
      .prefault({}),
    recovery_codes: z
      .object({
        enroll_enabled: Flag.default(true),
        verify_enabled: Flag.default(true),
      })
      .prefault({}),
  })
  .prefault({});

/** A provider of `[auth.external.NAME]`. `url` moves GitHub to an own host, and names Keycloak's or Google's issuer. */
const ExternalProvider = z.object({
  enabled: Flag.default(false),
  client_id: z.string().default(""),
  secret: z.string().default(""),
  redirect_uri: z.string().default(""),
  url: z.string().default(""),
  skip_nonce_check: Flag.default(false),
  email_optional: Flag.default(false),
});
export type ExternalProvider = z.infer<typeof ExternalProvider>;

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
    enable_refresh_token_rotation: Flag.default(true),
    refresh_token_reuse_interval: z.int().min(0).default(10),
    enable_signup: Flag.default(true),
    enable_anonymous_sign_ins: Flag.default(false),
    enable_manual_linking: Flag.default(false),
    minimum_password_length: z.int().min(6).max(72).default(6),
    password_requirements: z.enum(passwordRequirements).default(""),
    rate_limit: RateLimits,
    email: Email,
    mfa: Mfa,
    external: z.record(z.string(), ExternalProvider).default({}),
    sessions: z
      .object({ timebox: Duration.prefault("0s"), inactivity_timeout: Duration.prefault("0s") })
      .prefault({}),
  })
  .prefault({});

const Storage = z.object({ file_size_limit: ByteSize.prefault("50MiB") }).prefault({});

const EdgeRuntime = z
  .object({ enabled: Flag.default(true), secrets: z.record(z.string(), z.string()).default({}) })
  .prefault({});

const FunctionSettings = z.object({
  enabled: Flag.default(true),
  verify_jwt: Flag.default(true),
  import_map: z.string().default(""),
  entrypoint: z.string().default(""),
});

const ProjectConfig = z.object({
  auth: Auth,
  storage: Storage,
  edge_runtime: EdgeRuntime,
  functions: z.record(z.string(), FunctionSettings).default({}),
});
/** The parts that are read here; the others are the CLI's, or other processes'. */
const ProjectSections = z.object({
  auth: z.unknown().optional(),
  storage: z.unknown().optional(),
});
export type ProjectConfig = z.infer<typeof ProjectConfig>;
export type AuthConfig = ProjectConfig["auth"];

export interface LoadedConfig {
  config: ProjectConfig;
  /** Variables that the file asks for and that are not set. */
  missing: string[];
  /** Settings of `[auth]` and `[storage]` that the file has and nothing here obeys. */
  ignored: string[];
}

/**
 * Reads what this service obeys of `supabase/config.toml`, the Supabase CLI's own file; the rest is left
 * to the CLI. `env(NAME)` is looked up in `environment`. Defaults are the CLI's. A missing file gives the
 * defaults, a wrong value an error.
 */
export async function loadProjectConfig(
  file: string,
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<LoadedConfig> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  try {
    const { value, missing } = substituteEnvironment(parse(text), environment);
    const config = ProjectConfig.parse(value);
    for (const provider of Object.values(config.auth.external)) {
      // Half a provider would only lead people into an error page.
      if (isUnset(provider.client_id) || isUnset(provider.secret)) provider.enabled = false;
    }
    const { auth, storage } = ProjectSections.parse(value);
    return { config, missing, ignored: listIgnored({ auth, storage }, config) };
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new Error(`${file} cannot be used:\n${reason}`, { cause });
  }
}
