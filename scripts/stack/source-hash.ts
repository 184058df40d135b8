import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { repositoryRoot } from "./options.ts";

const ignoredNames = new Set([
  "node_modules",
  ".next",
  "dist",
  "coverage",
  "test",
  "tests",
  "next-env.d.ts",
]);
const ignoredFile = /\.(?:test|integration\.test|e2e\.test)\.tsx?$|\.tsbuildinfo$|\.md$/;

/** One hash over everything that a build of the app reads, so a build is made only when it differs. */
export function hashAppSources(appFolder: string): string {
  const inputs = [appFolder, "packages", "package-lock.json", "package.json", "tsconfig.base.json"];
  const hash = createHash("sha256");
  for (const path of inputs.flatMap((input) => listFiles(join(repositoryRoot, input)))) {
    hash.update(`${relative(repositoryRoot, path)}\0`);
    hash.update(readFileSync(path));
    hash.update("\0");
  }
  return hash.digest("hex");
}

function listFiles(path: string): string[] {
  if (!existsSync(path)) return [];
  const entries = readDirectory(path);
  if (entries === null) return [path];
  return entries
    .filter((name) => !ignoredNames.has(name) && !ignoredFile.test(name))
    .toSorted()
    .flatMap((name) => listFiles(join(path, name)));
}

function readDirectory(path: string): string[] | null {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOTDIR") return null;
    throw error;
  }
}
