// Runs on Node 20 with nothing installed, so it imports from node: only.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { withInstallLock } from "./install-lock.mjs";
import { runNpmCi } from "./npm-ci.mjs";

export const repositoryRoot = fileURLToPath(new URL("../..", import.meta.url)).replace(
  /[\\/]$/,
  "",
);

const oldestNodeMajor = 20;

/** Installs what is missing and generates the database client; does nothing when all is current. */
export async function prepareWorkspace() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < oldestNodeMajor) {
    throw new Error(
      `ByteOS needs Node ${oldestNodeMajor} or newer to start; this is Node ${process.versions.node}.`,
    );
  }
  if (isInstalled() && isPrismaClientCurrent()) return;
  await withInstallLock(repositoryRoot, async () => {
    if (!isInstalled()) await install();
    if (!isPrismaClientCurrent()) generatePrismaClient();
  });
}

const installStampPath = join(repositoryRoot, "node_modules", ".byteos-install.json");

function isInstalled() {
  if (!existsSync(join(repositoryRoot, "node_modules", ".bin", "node"))) return false;
  const lockHash = hashFiles(["package-lock.json"]);
  if (readJson(installStampPath)?.lockHash === lockHash) return true;
  // An install made by hand is as good as ours when npm's own record of it agrees with the lock.
  if (!doesInstalledTreeMatchLock()) return false;
  writeFileSync(installStampPath, `${JSON.stringify({ lockHash })}\n`);
  return true;
}

function doesInstalledTreeMatchLock() {
  const installed = readJson(join(repositoryRoot, "node_modules", ".package-lock.json"))?.packages;
  const wanted = readJson(join(repositoryRoot, "package-lock.json"))?.packages;
  if (!installed || !wanted) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (!path.startsWith("node_modules/") && !path.includes("/node_modules/")) continue;
    const present = installed[path];
    if (!present) {
      if (entry.optional || entry.devOptional || entry.peer) continue;
      return false;
    }
    if (present.version !== entry.version || present.integrity !== entry.integrity) return false;
  }
  return true;
}

async function install() {
  console.log("Installing dependencies (once, and again when package-lock.json changes)");
  await runNpmCi(repositoryRoot);
  if (!existsSync(join(repositoryRoot, "node_modules", ".bin", "node"))) {
    throw new Error(
      "npm finished, but Node 24 is not in node_modules/.bin: are install scripts switched off? " +
        'Check "npm config get ignore-scripts", then run "npm ci" again.',
    );
  }
  const lockHash = hashFiles(["package-lock.json"]);
  writeFileSync(installStampPath, `${JSON.stringify({ lockHash })}\n`);
}

const prismaInputs = [
  "prisma/schema.prisma",
  "prisma.config.ts",
  "node_modules/prisma/package.json",
];
const generatedClient = join(repositoryRoot, "packages", "db", "src", "generated");
const prismaStampPath = join(generatedClient, ".byteos-schema.json");

function isPrismaClientCurrent() {
  if (!existsSync(join(repositoryRoot, "prisma", "schema.prisma"))) return true;
  return readJson(prismaStampPath)?.schemaHash === hashFiles(prismaInputs);
}

function generatePrismaClient() {
  console.log("Generating the database client");
  const schemaHash = hashFiles(prismaInputs);
  const bin = join(repositoryRoot, "node_modules", ".bin");
  const result = spawnSync(join(bin, "node"), [join(bin, "prisma"), "generate"], {
    cwd: repositoryRoot,
    encoding: "utf8",
    env: {
      ...process.env,
      // Generating needs no engine; without this Prisma tries to download one.
      PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
  if (result.status !== 0) {
    throw new Error(`prisma generate failed:\n${result.stdout ?? ""}${result.stderr ?? ""}`);
  }
  mkdirSync(generatedClient, { recursive: true });
  writeFileSync(prismaStampPath, `${JSON.stringify({ schemaHash })}\n`);
}

/** @param {string[]} paths relative to the repository root; a missing file counts as empty */
function hashFiles(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    const absolute = join(repositoryRoot, path);
    hash.update(`${path}\0`);
    if (existsSync(absolute)) hash.update(readFileSync(absolute));
  }
  return hash.digest("hex");
}

/** @param {string} path */
function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

/** @param {unknown} error */
export function failWith(error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
