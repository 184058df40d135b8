import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);
const known = new Map<string, Promise<string[]>>();

/**
 * Put before a program, so that the kernel sends it this signal when the process that started it is gone;
 * empty where the system cannot.
 */
export function diesWithParent(signal: "INT" | "KILL"): Promise<string[]> {
  const found = known.get(signal) ?? findPrefix(signal);
  known.set(signal, found);
  return found;
}

async function findPrefix(signal: string): Promise<string[]> {
  if (process.platform !== "linux") return [];
  const prefix = ["--pdeathsig", signal, "--"];
  return run("setpriv", [...prefix, "true"]).then(
    () => ["setpriv", ...prefix],
    () => [],
  );
}
