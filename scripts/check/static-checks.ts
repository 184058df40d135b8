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

export async function checkLint(root: string): Promise<CheckResult> {
  const { code, output } = await runCommand(root, "oxlint", ["--deny-warnings"]);
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

/** One pass per workspace, as each has its own libraries; unchanged ones are read from the cache. */
export async function checkTypes(root: string): Promise<CheckResult> {
  const projects = ["apps", "packages", "services"]
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`))
    .filter((path) => existsSync(join(root, path, "tsconfig.json")));
  const failures: string[] = [];
  const queue = [...projects, "."];
  const work = async (): Promise<void> => {
    for (let project = queue.shift(); project !== undefined; project = queue.shift()) {
      const problem = await findTypeProblems(root, project);
      if (problem) failures.push(problem);
    }
  };
  await Promise.all(Array.from({ length: typeCheckers }, work));
  return {
    status: failures.length === 0 ? "passed" : "failed",
    detail: `${projects.length + 1} projects`,
    output: failures.join("\n"),
  };
}

async function findTypeProblems(root: string, project: string): Promise<string | null> {
  if (existsSync(join(root, project, "next.config.ts"))) {
    const typegen = await runCommand(root, "next", ["typegen", project], {
      env: { NEXT_TELEMETRY_DISABLED: "1" },
    });
    if (typegen.code !== 0) return typegen.output;
  }
  const cacheName = `${project.replaceAll("/", "-").replace(".", "root")}.tsbuildinfo`;
  const cache = join(root, "node_modules", ".cache", "byteos", cacheName);
  const args = ["-p", project, "--incremental", "--tsBuildInfoFile", cache, "--pretty", "false"];
  const { code, output } = await runCommand(root, "tsc", args);
  return code === 0 ? null : output.trim();
}
