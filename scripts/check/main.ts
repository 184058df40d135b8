import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, styleText } from "node:util";
import { checkArrows } from "./arrows.ts";
import { ensureChromium } from "./browser.ts";
import type { CheckResult } from "./check-result.ts";
import { checkEnvironmentKeys } from "./environment-keys.ts";
import { checkHouseRules } from "./house-rules.ts";
import { checkFormat, checkLint, checkTypes, checkUnusedCode } from "./static-checks.ts";
import { runTests } from "./test-checks.ts";

const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));

type Check = { name: string; run: () => CheckResult | Promise<CheckResult> };
type Outcome = { name: string; seconds: number; result: CheckResult };

// Two of these run at a time, the longest first.
const staticChecks: readonly Check[] = [
  { name: "lint, types", run: () => checkLint(root) },
  { name: "format", run: () => checkFormat(root) },
  { name: "arrows", run: () => checkArrows(root) },
  { name: "house rules", run: () => checkHouseRules(root) },
  { name: "unused code", run: () => checkUnusedCode(root) },
  { name: "environment", run: () => checkEnvironmentKeys(root) },
];

// The compiler itself, workspace by workspace; the lint step asks only the program that its rules need.
const compiler: Check = { name: "tsc", run: () => checkTypes(root) };

const unitTests: Check = { name: "unit tests", run: () => runTests(root, "unit") };

// One after another: each uses both cores by itself.
const systemChecks: readonly Check[] = [
  { name: "integration tests", run: () => runTests(root, "integration") },
  {
    name: "end to end",
    run: async () => (await ensureChromium(root)) ?? (await runTests(root, "e2e")),
  },
];

const { isQuick, wanted } = readArguments();
const isWanted = ({ name }: Check): boolean => wanted.length === 0 || wanted.includes(name);
const testChecks = isQuick ? [unitTests] : [unitTests, ...systemChecks];

const outcomes: Outcome[] = [];
await runChecks((isQuick ? staticChecks : [compiler, ...staticChecks]).filter(isWanted), 2);
await runChecks(testChecks.filter(isWanted), 1);
process.exitCode = report(outcomes);

/** Ends the process when it is asked for help, or for a check that there is not. */
function readArguments(): { isQuick: boolean; wanted: readonly string[] } {
  const names = [...staticChecks, compiler, unitTests, ...systemChecks].map(({ name }) => name);
  const usage = `node scripts/check.mjs [--quick] [CHECK…]\n\nChecks, all when none is named:\n${names.map((name) => `  "${name}"`).join("\n")}`;
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { quick: { type: "boolean", default: false }, help: { type: "boolean" } },
    });
    const unknown = positionals.filter((name) => !names.includes(name));
    if (unknown.length > 0) throw new Error(`There is no check "${unknown.join('", "')}".`);
    if (values.help !== true) return { isQuick: values.quick, wanted: positionals };
    console.log(usage);
    process.exit(0);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

async function runChecks(checks: readonly Check[], parallel: number): Promise<void> {
  const queue = [...checks];
  const work = async (): Promise<void> => {
    for (let check = queue.shift(); check; check = queue.shift()) {
      outcomes.push(await runCheck(check));
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
}

async function runCheck({ name, run }: Check): Promise<Outcome> {
  const startedAt = performance.now();
  let result: CheckResult;
  try {
    result = await run();
  } catch (error) {
    const output = error instanceof Error ? (error.stack ?? error.message) : String(error);
    result = { status: "failed", detail: "the check itself broke", output };
  }
  const outcome = { name, result, seconds: (performance.now() - startedAt) / 1000 };
  console.log(describe(outcome));
  if (result.status === "failed") console.log(`${result.output.trimEnd()}\n`);
  return outcome;
}

function describe({ name, result, seconds }: Outcome): string {
  const [mark, color] = {
    passed: ["✓", "green"] as const,
    failed: ["✗", "red"] as const,
    skipped: ["-", "yellow"] as const,
  }[result.status];
  const painted = styleText(color, mark, { stream: process.stdout, validateStream: true });
  const time = `${seconds.toFixed(1)} s`.padStart(8);
  return `${painted} ${name.padEnd(18)} ${result.status.padEnd(8)} ${time}   ${result.detail}`;
}

function report(all: readonly Outcome[]): number {
  let passed = 0;
  let failed = 0;
  console.log("\nSummary");
  for (const outcome of all) {
    console.log(`  ${describe(outcome)}`);
    const { status, counts } = outcome.result;
    passed += counts?.passed ?? (status === "passed" ? 1 : 0);
    failed += counts?.failed ?? (status === "failed" ? 1 : 0);
  }
  if (isQuick)
    console.log("  Left out by verify: tsc, integration and end-to-end tests (npm test)");
  console.log(
    `  ${(performance.now() / 1000).toFixed(0)} s in all\n\n${passed} passed, ${failed} failed`,
  );
  return failed === 0 ? 0 : 1;
}
