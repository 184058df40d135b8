import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const documentsDir = join(
  process.env["BYTEOS_SHARED_DIR"] ?? join(import.meta.dirname, "..", "..", "..", "..", "shared"),
  "documents",
);

/** Path of a real document, which the project does not hold; throws with the place where it is looked for. */
export function findDocument(name: string): string {
  const path = join(documentsDir, name);
  if (!existsSync(path)) {
    throw new Error(`${name} is missing from ${documentsDir}; set BYTEOS_SHARED_DIR to its parent`);
  }
  return path;
}

export function listDocuments(folder: string): string[] {
  const dir = findDocument(folder);
  return readdirSync(dir)
    .toSorted()
    .map((name) => join(dir, name));
}
