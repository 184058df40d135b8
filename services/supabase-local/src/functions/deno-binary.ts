import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Path of the Deno program installed from npm for this platform.
 * Throws when no build for this platform is installed.
 */
export function findDenoBinary(): string {
  const platform =
    process.platform === "linux"
      ? `linux-${process.arch}-glibc`
      : `${process.platform}-${process.arch}`;
  const name = process.platform === "win32" ? "deno.exe" : "deno";
  try {
    const wrapper = fileURLToPath(import.meta.resolve("deno/package.json"));
    const manifest = createRequire(wrapper).resolve(`@deno/${platform}/package.json`);
    return path.join(path.dirname(manifest), name);
  } catch (cause) {
    throw new Error(`No Deno for ${platform}: @deno/${platform} is not installed.`, { cause });
  }
}
