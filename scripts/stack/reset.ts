import { existsSync, rmSync } from "node:fs";
import { createInterface } from "node:readline/promises";
import { isOurDataDir } from "./data-dir.ts";
import { endLeftovers } from "./leftovers.ts";
import { StartError, type StackOptions } from "./options.ts";
import { findLockHolder } from "./pid-lock.ts";
import { lockPath } from "./run-stack.ts";
import type { Screen } from "./screen.ts";

/** Deletes the data folder, and nothing else, after asking. */
export async function resetStack(
  options: StackOptions,
  screen: Screen,
  { isConfirmed }: { isConfirmed: boolean },
): Promise<void> {
  const { dataDir } = options;
  if (!existsSync(dataDir)) {
    screen.step("Reset", `nothing to delete at ${dataDir}`);
    return;
  }
  if (!isOurDataDir(options)) {
    throw new StartError(`${dataDir} is not a ByteOS data folder, so it is left alone.`);
  }
  const holder = findLockHolder(lockPath(dataDir));
  if (holder) {
    throw new StartError(
      `ByteOS is running on ${dataDir} (process ${holder.pid}); stop it before a reset.`,
    );
  }
  if (!isConfirmed && !(await askToDelete(dataDir))) {
    screen.step("Reset", "nothing was deleted");
    return;
  }
  await endLeftovers(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
  screen.step("Reset", `deleted ${dataDir}; the next start begins anew`);
}

async function askToDelete(dataDir: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new StartError('Nobody to ask here: run "npm run reset -- --yes" to delete all data.');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const question = `Delete every account, course, file and mail in ${dataDir}? Type "yes": `;
    return (await terminal.question(question)).trim().toLowerCase() === "yes";
  } finally {
    terminal.close();
  }
}
