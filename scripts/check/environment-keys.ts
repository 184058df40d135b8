import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CheckResult } from "./check-result.ts";
import { listSourceFiles } from "./source-tree.ts";

// Read by the launcher, before any package is loaded.
const launcherKeys = [
  "BYTEOS_BEHIND_PROXY",
  "BYTEOS_DATA_DIR",
  "BYTEOS_HOST",
  "BYTEOS_PORT_OFFSET",
];

/** Every key of every env.ts is described in .env.example, and nothing else is. */
export function checkEnvironmentKeys(root: string): CheckResult {
  const schemaFiles = listSourceFiles(root).filter((path) =>
    /^(?:apps|packages|services)\/.*\/env\.ts$/.test(path),
  );
  const inSchemas = new Set([
    ...launcherKeys,
    ...schemaFiles.flatMap((path) =>
      keysOf(readFileSync(join(root, path), "utf8"), /^\s+([A-Z][A-Z0-9_]+):/),
    ),
  ]);
  const example = readFileSync(join(root, ".env.example"), "utf8");
  const inExample = new Set(keysOf(example, /^#?\s?([A-Z][A-Z0-9_]+)=/));
  const problems = [
    ...[...inSchemas.difference(inExample)].map(
      (key) => `${key} is read, but .env.example is silent on it`,
    ),
    ...[...inExample.difference(inSchemas)].map(
      (key) => `${key} is in .env.example, but nothing reads it`,
    ),
  ];
  return {
    status: problems.length === 0 ? "passed" : "failed",
    detail: `${inExample.size} keys, ${schemaFiles.length} schemas`,
    output: problems.join("\n"),
  };
}

function keysOf(source: string, pattern: RegExp): string[] {
  return source.split("\n").flatMap((line) => pattern.exec(line)?.[1] ?? []);
}
