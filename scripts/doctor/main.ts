import { join } from "node:path";
import { styleText } from "node:util";
import { readDataFile, isRecord } from "../stack/data-dir.ts";
import { readUserEnv, repositoryRoot, resolveDataDir } from "../stack/options.ts";
import { stackFileName } from "../stack/run-stack.ts";
import type { Finding, FindingState } from "./finding.ts";
import { runDoctor } from "./run-doctor.ts";

const usage = `npm run doctor [-- --json]

Checks what ByteOS runs on by the variables of the environment and .env; without SUPABASE_URL, the stack that
runs on this machine. Changes nothing. Ends with 1 when something is to be mended.
`;

const args = process.argv.slice(2);
if (args.includes("--help") || args.some((arg) => arg !== "--json")) {
  process.stderr.write(usage);
  process.exit(args.includes("--help") ? 0 : 2);
}

const findings = await runDoctor({
  environment: readEnvironment(),
  migrationsDir: join(repositoryRoot, "supabase", "migrations"),
});
const isHealthy = findings.every(({ state }) => state !== "failed");
if (args.includes("--json")) console.log(JSON.stringify({ isHealthy, findings }, null, 2));
else print(findings);
process.exitCode = isHealthy ? 0 : 1;

function readEnvironment(): Record<string, string> {
  const userEnv = readUserEnv();
  if (userEnv["SUPABASE_URL"]) return userEnv;
  const stack = readDataFile(resolveDataDir(userEnv), stackFileName);
  if (!isRecord(stack) || !isRecord(stack["env"])) return userEnv;
  const running = Object.entries(stack["env"]).map(([name, value]) => [name, String(value)]);
  return { ...userEnv, ...Object.fromEntries(running) };
}

function print(found: readonly Finding[]): void {
  const marks: Record<FindingState, string> = {
    ok: styleText("green", "✓"),
    warning: styleText("yellow", "!"),
    failed: styleText("red", "✗"),
    skipped: styleText("dim", "-"),
  };
  const width = Math.max(...found.map(({ title }) => title.length));
  console.log("");
  for (const { title, state, detail, mend } of found) {
    console.log(`  ${marks[state]} ${title.padEnd(width)}  ${detail}`);
    if (mend) console.log(`    ${" ".repeat(width)}  ${styleText("dim", mend)}`);
  }
  console.log("");
}
