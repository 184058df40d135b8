import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";

export const repositoryRoot = resolve(fileURLToPath(new URL("../..", import.meta.url)));

type Ports = {
  studio: number;
  learn: number;
  api: number;
  database: number;
  dashboard: number;
  mail: number;
  smtp: number;
};

export type StackOptions = {
  mode: "production" | "development";
  dataDir: string;
  /** The data folder is the default one inside the repository, so it can only be ours. */
  isDefaultDataDir: boolean;
  host: string;
  ports: Ports;
  portOffset: number;
  /** What the user set: the process environment over `.env`. */
  userEnv: Record<string, string>;
  /** Present when the user points at a Supabase of their own. */
  hosted: HostedSupabase | null;
  /** One JSON line instead of tables, for programs that start the stack. */
  isMachineReadable: boolean;
};

type HostedSupabase = {
  url: string;
  publishableKey: string;
  secretKey: string;
  databaseUrl: string;
};

export class StartError extends Error {}

const defaultDataDir = join(repositoryRoot, ".byteos");

const defaultPorts: Ports = {
  studio: 3000,
  learn: 3001,
  api: 54_321,
  database: 54_322,
  dashboard: 54_323,
  mail: 54_324,
  smtp: 54_325,
};

export function readOptions(args: readonly string[]): StackOptions {
  const userEnv = readUserEnv();
  const portOffset = parsePortOffset(userEnv["BYTEOS_PORT_OFFSET"]);
  const dataDir = resolveDataDir(userEnv);
  const ports = { ...defaultPorts };
  for (const name of Object.keys(ports) as (keyof Ports)[]) ports[name] += portOffset;
  return {
    mode: args.includes("--dev") ? "development" : "production",
    dataDir,
    isDefaultDataDir: dataDir === defaultDataDir,
    host: userEnv["BYTEOS_HOST"] ?? "127.0.0.1",
    ports,
    portOffset,
    userEnv,
    hosted: readHostedSupabase(userEnv),
    isMachineReadable: args.includes("--json"),
  };
}

export function resolveDataDir(userEnv: Record<string, string>): string {
  const configured = userEnv["BYTEOS_DATA_DIR"];
  return configured ? resolve(configured) : defaultDataDir;
}

export function readUserEnv(): Record<string, string> {
  const path = join(repositoryRoot, ".env");
  const fromFile = existsSync(path) ? parseEnv(readFileSync(path, "utf8")) : {};
  const merged: Record<string, string> = {};
  for (const [key, value] of Object.entries({ ...fromFile, ...process.env })) {
    // An empty line in .env means "not set", as in .env.example.
    if (value !== undefined && value !== "") merged[key] = value;
  }
  return merged;
}

function parsePortOffset(text: string | undefined): number {
  if (text === undefined) return 0;
  const offset = Number(text);
  if (!Number.isInteger(offset) || offset < 0 || offset > 10_000) {
    throw new StartError(
      `BYTEOS_PORT_OFFSET must be a whole number from 0 to 10000, not "${text}".`,
    );
  }
  return offset;
}

function readHostedSupabase(env: Record<string, string>): HostedSupabase | null {
  const url = env["SUPABASE_URL"];
  if (!url) return null;
  const publishableKey = env["SUPABASE_PUBLISHABLE_KEY"];
  const secretKey = env["SUPABASE_SECRET_KEY"];
  const databaseUrl = env["DATABASE_URL"];
  if (!publishableKey || !secretKey || !databaseUrl) {
    throw new StartError(
      "SUPABASE_URL is set, so SUPABASE_PUBLISHABLE_KEY, SUPABASE_SECRET_KEY and DATABASE_URL must be " +
        "set as well (docs/production.md). Leave SUPABASE_URL empty to use the embedded Supabase.",
    );
  }
  return { url, publishableKey, secretKey, databaseUrl };
}
