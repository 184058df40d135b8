import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { CheckResult } from "./check-result.ts";
import { runCommand } from "./run-command.ts";

export async function checkFormat(root: string): Promise<CheckResult> {
  const { code, output } = await runCommand(root, "oxfmt", ["--check"]);
  return {
    status: code === 0 ? "passed" : "failed",
    detail: /on (\d+ files)/.exec(output)?.[1] ?? "",
    output: `${output}\n"npx oxfmt" formats them.`,
  };
}

/** Lint with types, and the type errors themselves, from the one program that it loads. */
export async function checkLint(root: string): Promise<CheckResult> {
  await generateRouteTypes(root, { isForced: false });
  const { code, output } = await runCommand(root, "oxlint", ["--type-check", "--deny-warnings"]);
  return {
    status: code === 0 ? "passed" : "failed",
    detail: /on (\d+ files with \d+ rules)/.exec(output)?.[1] ?? "",
    output,
  };
}

export async function checkUnusedCode(root: string): Promise<CheckResult> {
  const { code, output } = await runCommand(root, "knip", ["--no-progress", "--no-config-hints"]);
  return { status: code === 0 ? "passed" : "failed", detail: "", output };
}

const typeCheckers = 2;
// By its path: the TypeScript 6 that dependency-cruiser reads has a command of the same name.
const compilerPath = "node_modules/typescript-7/bin/tsc";

/** One pass per workspace, as each has its own libraries; unchanged ones are read from the cache. */
export async function checkTypes(root: string): Promise<CheckResult> {
  await generateRouteTypes(root, { isForced: true });
  const projects = ["apps", "packages", "services"]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((path) => existsSync(join(root, path, "tsconfig.json")));
  const failures: string[] = [];
  const queue = [...projects, "supabase/functions", "."];
  const work = async (): Promise<void> => {
    for (let project = queue.shift(); project !== undefined; project = queue.shift()) {
      const problem = await findTypeProblems(root, project);
      if (problem) failures.push(problem);
    }
  };
  await Promise.all(Array.from({ length: typeCheckers }, work));
  return {
    status: failures.length === 0 ? "passed" : "failed",
    detail: `${projects.length + 2} projects`,
    output: failures.join("\n"),
  };
}

async function findTypeProblems(root: string, project: string): Promise<string | null> {
  const cacheName = `${project.replaceAll("/", "-").replace(".", "root")}.tsbuildinfo`;
  const cache = join(root, "node_modules", ".cache", "byteos", cacheName);
  const args = ["-p", project, "--incremental", "--tsBuildInfoFile", cache, "--pretty", "false"];
  const { code, output } = await runCommand(root, "node", [compilerPath, ...args]);
  return code === 0 ? null : output.trim();
}

/** Next.js writes the types of an app's routes; without them its pages do not check. */
async function generateRouteTypes(
  root: string,
  { isForced }: { isForced: boolean },
): Promise<void> {
  for (const app of ["apps/studio", "apps/learn"]) {
    const isApp = existsSync(join(root, app, "next.config.ts"));
    if (!isApp || (!isForced && existsSync(join(root, app, "next-env.d.ts")))) continue;
    const { code, output } = await runCommand(root, "next", ["typegen", app], {
      env: { NEXT_TELEMETRY_DISABLED: "1" },
    });
    if (code !== 0) throw new Error(`next typegen ${app} failed:\n${output}`);
  }
}
