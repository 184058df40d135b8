import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { parseEnv } from "node:util";
import type { ProjectConfig } from "../config/project-config.ts";

export interface FunctionSource {
  name: string;
  /** The folder that it may read. */
  folder: string;
  entrypoint: string;
  /** A `deno.json` or an import map; null where it has neither. */
  imports: { kind: "config" | "map"; file: string } | null;
  isJwtNeeded: boolean;
  /** Changes whenever a file under `supabase/functions` does. */
  version: string;
}

type Settings = Pick<ProjectConfig, "functions">;

// As the Supabase CLI allows.
const functionName = /^[A-Za-z][A-Za-z0-9_-]{0,99}$/;
const entryNames = ["index.ts", "index.js"];
const mostFiles = 5_000;

/** A function of the project by name, or null. `root` is the folder `supabase/functions`. */
export async function findFunction(
  root: string,
  settings: Settings,
  name: string,
): Promise<FunctionSource | null> {
  if (!functionName.test(name)) return null;
  const own = settings.functions[name];
  if (own?.enabled === false) return null;
  const folder = path.join(root, name);
  // Paths in config.toml count from the folder that it is in.
  const fromConfig = (file: string) => path.resolve(root, "..", file);
  const entrypoint = own?.entrypoint
    ? fromConfig(own.entrypoint)
    : await findFile(entryNames.map((file) => path.join(folder, file)));
  if (entrypoint === null || !(await isFile(entrypoint))) return null;
  return {
    name,
    folder,
    entrypoint,
    imports: await findImports(root, folder, own?.import_map ? fromConfig(own.import_map) : null),
    isJwtNeeded: own?.verify_jwt ?? true,
    version: await readVersion(root),
  };
}

/** Names of the project's functions, in order. */
export async function listFunctions(root: string, settings: Settings): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const named = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const all = new Set([...named, ...Object.keys(settings.functions)]);
  const found = await Promise.all([...all].map((name) => findFunction(root, settings, name)));
  return found.flatMap((each) => each?.name ?? []).sort();
}

/** What `supabase/functions/.env` sets; names that begin with SUPABASE_ belong to the platform. */
export async function readFunctionSecrets(root: string): Promise<Record<string, string>> {
  const text = await readFile(path.join(root, ".env"), "utf8").catch(() => "");
  const entries = Object.entries(parseEnv(text)).flatMap(([name, value]) =>
    value === undefined || name.startsWith("SUPABASE_") ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}

async function findImports(
  root: string,
  folder: string,
  configured: string | null,
): Promise<FunctionSource["imports"]> {
  if (configured !== null) {
    const isConfig = /deno\.jsonc?$/.test(configured);
    return { kind: isConfig ? "config" : "map", file: configured };
  }
  const config = await findFile([
    path.join(folder, "deno.json"),
    path.join(folder, "deno.jsonc"),
    path.join(root, "deno.json"),
  ]);
  if (config !== null) return { kind: "config", file: config };
  const map = await findFile([
    path.join(folder, "import_map.json"),
    path.join(root, "import_map.json"),
  ]);
  return map === null ? null : { kind: "map", file: map };
}

async function readVersion(root: string): Promise<string> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).slice(0, mostFiles);
  const stats = await Promise.all(
    files.map((file) => stat(path.join(file.parentPath, file.name)).catch(() => null)),
  );
  const newest = Math.max(0, ...stats.map((each) => each?.mtimeMs ?? 0));
  return `${files.length}:${newest}`;
}

async function findFile(candidates: string[]): Promise<string | null> {
  for (const file of candidates) if (await isFile(file)) return file;
  return null;
}

function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
}
