import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { CheckResult } from "./check-result.ts";
import { forbiddenPatterns } from "./forbidden-patterns.ts";
import { listSourceFiles } from "./source-tree.ts";

const code = /\.(?:ts|tsx|mjs|js|css|sql)$/;
const text = /\.(?:ts|tsx|mjs|js|css|sql|md|json|ya?ml|prisma|sh|html|txt|example)$/;
const maximumLines = 500;
const vagueName = /^(?:utils?|helpers?|misc|common|stuff)(?:\.|$)/;

/** Rules about files themselves: length, names and words. */
export function checkHouseRules(root: string): CheckResult {
  const files = listSourceFiles(root).filter((path) => path !== "package-lock.json");
  const problems = files.flatMap((path) => [
    ...findNameProblems(path),
    ...findTextProblems(root, path),
  ]);
  return {
    status: problems.length === 0 ? "passed" : "failed",
    detail: `${files.length} files`,
    output: problems.join("\n"),
  };
}

function findNameProblems(path: string): string[] {
  const vague = path.split("/").find((part) => vagueName.test(part));
  if (vague) return [`${path}: "${vague}" says nothing; name the one thing it is`];
  if (/^(?:apps|packages|services)\/.*\/index\.tsx?$/.test(path)) {
    return [`${path}: a barrel; import from the file that has the thing`];
  }
  return [];
}

function findTextProblems(root: string, path: string): string[] {
  if (!text.test(path) && !basename(path).startsWith(".")) return [];
  const lines = readFileSync(join(root, path), "utf8").split("\n");
  const problems: string[] = [];
  if (code.test(path) && lines.length > maximumLines + 1) {
    problems.push(`${path}: ${lines.length - 1} lines; ${maximumLines} is the limit`);
  }
  // The list of patterns matches itself.
  if (path === "scripts/check/forbidden-patterns.ts") return problems;
  for (const { pattern, reason, isAllowedIn } of forbiddenPatterns) {
    if (isAllowedIn?.test(path)) continue;
    lines.forEach((line, index) => {
      if (pattern.test(line)) problems.push(`${path}:${index + 1}: ${reason}`);
    });
  }
  return problems;
}
