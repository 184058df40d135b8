import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { arrowExamples } from "./arrow-examples.ts";
import { arrowRules } from "./arrow-rules.ts";
import type { CheckResult } from "./check-result.ts";

// An empty graph passes every rule, so a graph that shrank this far is a broken check.
const moduleFloor = 600;

const roots = ["apps", "packages", "services", "supabase/functions", "supabase/seed", "tests"];

export async function checkArrows(repositoryRoot: string): Promise<CheckResult> {
  const missed = await findRulesThatCatchNothing();
  const graph = await cruiseTree(
    repositoryRoot,
    roots.filter((root) => existsSync(join(repositoryRoot, root))),
  );
  const own = graph.modules.filter(({ source }) =>
    roots.some((root) => source.startsWith(`${root}/`)),
  );
  const problems = [
    ...missed.map((name) => `The rule ${name} does not catch its own example.`),
    ...graph.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`),
  ];
  if (own.length < moduleFloor) {
    problems.push(`Only ${own.length} modules were seen; at least ${moduleFloor} are expected.`);
  }
  return {
    status: problems.length === 0 ? "passed" : "failed",
    detail: `${own.length} modules, ${arrowRules.length} rules`,
    output: problems.join("\n"),
  };
}

async function findRulesThatCatchNothing(): Promise<string[]> {
  // The real path, as the graph names files by it and macOS links its temporary folder.
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "byteos-arrows-"));
  try {
    for (const files of Object.values(arrowExamples)) {
      for (const [path, source] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), source);
      }
    }
    const graph = await cruiseTree(folder, ["apps", "packages", "services", "supabase"]);
    const caught = new Set(
      graph.summary.violations
        .filter(({ rule, from }) => from in (arrowExamples[rule.name] ?? {}))
        .map(({ rule }) => rule.name),
    );
    return arrowRules.map(({ name }) => name).filter((name) => !caught.has(name));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function cruiseTree(baseDir: string, folders: string[]): Promise<ICruiseResult> {
  const { output } = await cruise(
    folders,
    {
      baseDir,
      validate: true,
      ruleSet: { forbidden: [...arrowRules] },
      tsPreCompilationDeps: true,
      doNotFollow: { path: "node_modules" },
      exclude: { path: String.raw`/(?:\.next|dist|generated)/|next-env\.d\.ts$|\.css$` },
    },
    {
      // Plain resolution gives a workspace's real path, which is what the rules speak about.
      symlinks: true,
      exportsFields: ["exports"],
      conditionNames: ["import", "default", "node", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".d.ts"],
    },
  );
  if (typeof output === "string") throw new Error("dependency-cruiser returned text, not a graph");
  return output;
}
