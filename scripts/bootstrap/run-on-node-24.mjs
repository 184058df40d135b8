import { spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryRoot } from "./prepare.mjs";

/**
 * Runs a TypeScript entry on the Node that npm installed, in this process when it already is that one.
 * @param {string} entry relative to the repository root
 * @param {string[]} args
 */
export async function runOnNode24(entry, args) {
  const path = join(repositoryRoot, entry);
  if (Number(process.versions.node.split(".")[0]) >= 24) {
    process.argv = [process.execPath, path, ...args];
    await import(pathToFileURL(path).href);
    return;
  }
  const node = join(repositoryRoot, "node_modules", ".bin", "node");
  const lifeline = pathToFileURL(join(repositoryRoot, "scripts", "stack", "lifeline.mjs")).href;
  // The extra channel closes when this process dies, however it dies; the child then stops too.
  const child = spawn(node, ["--import", lifeline, path, ...args], {
    cwd: repositoryRoot,
    stdio: ["inherit", "inherit", "inherit", "pipe"],
    env: { ...process.env, BYTEOS_LIFELINE: "3" },
  });
  for (const signal of /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, () => child.kill(signal));
  }
  child.once("error", (error) => {
    console.error(`Node 24 could not be started from ${node}: ${error.message}`);
    process.exit(1);
  });
  child.once("exit", (code, signal) => {
    process.exit(code ?? (signal === "SIGINT" ? 130 : 143));
  });
}
