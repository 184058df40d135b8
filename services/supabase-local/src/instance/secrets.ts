import { createHash, randomBytes, randomUUID } from "node:crypto";
import { chmod, mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { exportJWK, generateKeyPair } from "jose";
import { z } from "zod";
import { writeFileDurably } from "./durable-file.ts";

const SigningKey = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  kid: z.string(),
});
export type SigningKey = z.infer<typeof SigningKey>;

const Secrets = z.object({
  publishableKey: z.string().startsWith("sb_publishable_"),
  secretKey: z.string().startsWith("sb_secret_"),
  /** The first signs; all are published, so that tokens of an older one stay valid until they end. */
  signingKeys: z.array(SigningKey).min(1),
  /** Signs storage links and the reuse-proof parts of tokens. */
  linkSecret: z.string().min(32),
  passwords: z.object({
    postgres: z.string(),
    authenticator: z.string(),
    supabase_auth_admin: z.string(),
    supabase_storage_admin: z.string(),
    // Instances of before it have none yet.
    supabase_realtime_admin: z.string().default(createPassword),
    byteos_app: z.string(),
  }),
});
export type Secrets = z.infer<typeof Secrets>;

/** Reads the instance's keys and passwords, made on the first start and readable by their owner alone. */
export async function ensureSecrets(folder: string): Promise<Secrets> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, "secrets.json");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text !== null) {
    await chmod(file, 0o600);
    const known = parseSecrets(file, text);
    const complete = serialise(known);
    if (complete !== text) await writeFileDurably(file, complete, 0o600);
    return known;
  }
  const secrets = await createSecrets();
  await writeFileDurably(file, serialise(secrets), 0o600);
  return secrets;
}

/** How many older keys go on verifying: tokens live an hour, so this is days of daily rotation. */
const keptSigningKeys = 4;

/**
 * Makes a new key for access tokens; it signs from the next start on. Tokens of the older keys stay good
 * until they end. Returns the id of the new key.
 */
export async function rotateSigningKey(folder: string): Promise<string> {
  const secrets = await ensureSecrets(folder);
  const newest = await createSigningKey();
  const signingKeys = [newest, ...secrets.signingKeys].slice(0, keptSigningKeys + 1);
  const text = serialise({ ...secrets, signingKeys });
  await writeFileDurably(path.join(folder, "secrets.json"), text, 0o600);
  return newest.kid;
}

function serialise(secrets: Secrets): string {
  return `${JSON.stringify(secrets, null, 2)}\n`;
}

function createPassword(): string {
  return randomBytes(24).toString("base64url");
}

function parseSecrets(file: string, text: string): Secrets {
  try {
    return Secrets.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} is damaged. Restore it, or run "npm run reset" to start over.`, {
      cause,
    });
  }
}

async function createSecrets(): Promise<Secrets> {
  return {
    publishableKey: createApiKey("sb_publishable_"),
    secretKey: createApiKey("sb_secret_"),
    signingKeys: [await createSigningKey()],
    linkSecret: randomBytes(48).toString("base64url"),
    passwords: {
      postgres: createPassword(),
      authenticator: createPassword(),
      supabase_auth_admin: createPassword(),
      supabase_storage_admin: createPassword(),
      supabase_realtime_admin: createPassword(),
      byteos_app: createPassword(),
    },
  };
}

function createApiKey(prefix: string): string {
  const random = randomBytes(17).toString("base64url").slice(0, 22);
  const check = createHash("sha256").update(`${prefix}${random}`).digest("base64url").slice(0, 8);
  return `${prefix}${random}_${check}`;
}

async function createSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return SigningKey.parse({ ...(await exportJWK(privateKey)), kid: randomUUID() });
}
