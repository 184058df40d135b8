import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isRecord, readDataFile, writeDataFile } from "./data-dir.ts";
import { repositoryRoot } from "./options.ts";
import type { RotatingLog } from "./rotating-log.ts";
import type { DemoAccount } from "./screen.ts";
import { ServiceFailure } from "./supervisor.ts";

const stampName = "seeded.json";
const entry = join(repositoryRoot, "supabase", "seed", "seed.ts");
const node = join(repositoryRoot, "node_modules", ".bin", "node");
const lifeline = pathToFileURL(join(repositoryRoot, "scripts", "stack", "lifeline.mjs")).href;

/** The accounts seeded earlier into this data folder; null when it was not seeded yet. */
export function readSeededAccounts(dataDir: string): DemoAccount[] | null {
  const stamp = readDataFile(dataDir, stampName);
  return isRecord(stamp) ? parseAccounts(stamp) : null;
}

/** Runs the seed once for a data folder. Its last JSON line on stdout lists the accounts. */
export async function seedDemo(
  dataDir: string,
  env: Record<string, string>,
  log: RotatingLog,
): Promise<DemoAccount[]> {
  if (!existsSync(entry)) return [];
  const child = spawn(node, ["--import", lifeline, entry], {
    cwd: repositoryRoot,
    env: { ...env, BYTEOS_LIFELINE: "0" },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => log.write(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new ServiceFailure("seed", `seeding ended with ${code}`, log.tail());
  const lastLine = output.trim().split("\n").at(-1) ?? "";
  const accounts = parseAccounts(JSON.parse(lastLine));
  writeDataFile(dataDir, stampName, { accounts });
  return accounts;
}

function parseAccounts(value: unknown): DemoAccount[] {
  const accounts = isRecord(value) ? value["accounts"] : null;
  if (!Array.isArray(accounts)) return [];
  return accounts.filter(isRecord).map((account) => ({
    role: String(account["role"]),
    email: String(account["email"]),
    password: String(account["password"]),
  }));
}
