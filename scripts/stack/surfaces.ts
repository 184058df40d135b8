import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot, type StackOptions } from "./options.ts";
import type { Readiness, ServiceSpec } from "./service.ts";

/** Something the stack runs beside Supabase. One that is not in the tree is left out. */
export type Surface = {
  name: "studio" | "learn" | "worker";
  folder: string;
  /** A Next.js app, which needs a build in production. */
  isApp: boolean;
  title: string;
  purpose: string;
};

const surfaces: readonly Surface[] = [
  {
    name: "studio",
    folder: "apps/studio",
    isApp: true,
    title: "Studio",
    purpose: "make courses, see results",
  },
  {
    name: "learn",
    folder: "apps/learn",
    isApp: true,
    title: "Learn",
    purpose: "take courses, verify certificates",
  },
  {
    name: "worker",
    folder: "services/worker",
    isApp: false,
    title: "Worker",
    purpose: "imports and other long jobs",
  },
];

export function findSurfaces(): Surface[] {
  return surfaces.filter(({ folder, isApp }) =>
    existsSync(join(repositoryRoot, folder, isApp ? "src/app" : "src/main.ts")),
  );
}

export function findAbsentSurfaces(): Surface[] {
  const present = new Set(findSurfaces());
  return surfaces.filter((surface) => !present.has(surface));
}

const clientAddress = pathToFileURL(
  join(repositoryRoot, "scripts", "stack", "client-address.mjs"),
).href;
const paintFirst = pathToFileURL(
  join(repositoryRoot, "scripts", "stack", "paint-first-preload.ts"),
).href;
const nextCli = join(repositoryRoot, "node_modules", "next", "dist", "bin", "next");

export function surfaceSpec(
  surface: Surface,
  options: StackOptions,
  env: Record<string, string>,
): ServiceSpec {
  const isDevelopment = options.mode === "development";
  const cwd = join(repositoryRoot, surface.folder);
  const shared = { name: surface.name, cwd, readyTimeoutMs: 120_000, stopTimeoutMs: 10_000 };
  const nodeEnv = { ...env, NODE_ENV: options.mode };
  if (surface.name === "worker") {
    const watch = isDevelopment ? ["--watch", "--watch-preserve-output"] : [];
    const readiness: Readiness = { kind: "line", keys: ["ready"] };
    return { ...shared, args: [...watch, join(cwd, "src", "main.ts")], env: nodeEnv, readiness };
  }
  const port = options.ports[surface.name];
  const command = isDevelopment ? "dev" : "start";
  return {
    ...shared,
    args: [
      "--import",
      clientAddress,
      ...(isDevelopment ? [] : ["--import", paintFirst]),
      nextCli,
      command,
      "--port",
      String(port),
      "--hostname",
      options.host,
    ],
    env: { ...nodeEnv, NEXT_TELEMETRY_DISABLED: "1" },
    readiness: { kind: "http", url: `http://${probeHost(options.host)}:${port}/api/health` },
  };
}

export function supabaseSpec(options: StackOptions): ServiceSpec {
  const cwd = join(repositoryRoot, "services", "supabase-local");
  return {
    name: "supabase",
    cwd,
    args: [join(cwd, "src", "main.ts")],
    env: { ...options.userEnv, ...stackEnv(options), NODE_ENV: options.mode },
    readiness: { kind: "line", keys: ["url", "publishableKey", "secretKey", "databaseUrl"] },
    readyTimeoutMs: 90_000,
    stopTimeoutMs: 20_000,
  };
}

export function stackEnv(options: StackOptions): Record<string, string> {
  return {
    BYTEOS_DATA_DIR: options.dataDir,
    BYTEOS_PORT_OFFSET: String(options.portOffset),
    STUDIO_URL: options.userEnv["STUDIO_URL"] ?? `http://localhost:${options.ports.studio}`,
    LEARN_URL: options.userEnv["LEARN_URL"] ?? `http://localhost:${options.ports.learn}`,
  };
}

function probeHost(host: string): string {
  if (host === "0.0.0.0") return "127.0.0.1";
  return host === "::" ? "[::1]" : host;
}
