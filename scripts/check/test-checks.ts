import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CheckResult } from "./check-result.ts";
import { runCommand } from "./run-command.ts";

export type TestProject = "unit" | "integration" | "e2e";

/**
 * Runs one project of vitest.config.ts. Tests may skip for want of the real documents beside the
 * repository; where those are, a skipped test in CI is a failed one.
 */
export async function runTests(root: string, project: TestProject): Promise<CheckResult> {
  const report = join(root, "test-results", `${project}.json`);
  mkdirSync(join(root, "test-results"), { recursive: true });
  rmSync(report, { force: true });
  const args = ["run", "--project", project, "--reporter=default", "--reporter=json"];
  const { code, output } = await runCommand(
    root,
    "vitest",
    [...args, `--outputFile.json=${report}`],
    {
      env: { NO_COLOR: "1" },
      isLive: project !== "unit",
    },
  );
  if (!existsSync(report)) return { status: "failed", detail: "vitest did not finish", output };
  const summary = readReport(report);
  const sharedDir = process.env["BYTEOS_SHARED_DIR"] ?? join(root, "..", "shared");
  const hasDocuments = existsSync(sharedDir);
  if (summary.skipped.length > 0) {
    console.log(hasDocuments ? "Skipped:" : `Skipped, as there are no documents in ${sharedDir}:`);
    for (const name of summary.skipped) console.log(`  ${name}`);
  }
  const isSkipAllowed = process.env["CI"] !== "true" || !hasDocuments;
  const isPassed =
    code === 0 && summary.passed > 0 && (isSkipAllowed || summary.skipped.length === 0);
  return {
    status: isPassed ? "passed" : "failed",
    detail:
      `${summary.passed} passed, ${summary.failed} failed` +
      (summary.skipped.length > 0 ? `, ${summary.skipped.length} skipped` : ""),
    output: summary.passed === 0 && code === 0 ? "No test was found." : output,
    // A file that cannot be loaded fails the run without a failed test of its own.
    counts: { passed: summary.passed, failed: isPassed ? 0 : Math.max(1, summary.failed) },
  };
}

type Summary = { passed: number; failed: number; skipped: string[] };

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { assertionResults: { status: string; fullName: string }[] }[];
};

function readReport(path: string): Summary {
  const report: Report = JSON.parse(readFileSync(path, "utf8"));
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: tests
      .filter(({ status }) => status !== "passed" && status !== "failed")
      .map(({ fullName }) => fullName),
  };
}
