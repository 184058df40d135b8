import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

const skippedFolders = new Set([
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
    if (entry.isFile()) return [relative(root, path).replaceAll("\\", "/")];
    if (!entry.isDirectory() || skippedFolders.has(entry.name)) return [];
    return listSourceFiles(root, path);
  });
}
