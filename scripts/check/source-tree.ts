import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

// In a git worktree `.git` is a file.
const skipped = new Set([
  "node_modules",
  ".git",
  ".next",
  ".byteos",
  ".vercel",
  "dist",
  "coverage",
  "generated",
  "test-results",
  ".temp",
]);

/** Every file of the project, relative to its root; works in a folder without git as well. */
export function listSourceFiles(root: string, folder: string = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (skipped.has(entry.name)) return [];
    if (entry.isFile()) return [relative(root, path).replaceAll("\\", "/")];
    return entry.isDirectory() ? listSourceFiles(root, path) : [];
  });
}
