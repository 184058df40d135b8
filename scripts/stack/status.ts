import { isRecord, readDataFile } from "./data-dir.ts";
import { StartError, type StackOptions } from "./options.ts";
import { findLockHolder } from "./pid-lock.ts";
import { lockPath, stackFileName } from "./run-stack.ts";
import type { Screen } from "./screen.ts";

/** Addresses and keys of the running stack, for tools that talk to Supabase directly. */
export function printStatus(options: StackOptions, screen: Screen): void {
  const holder = findLockHolder(lockPath(options.dataDir));
  const stack = holder && readDataFile(options.dataDir, stackFileName);
  if (!isRecord(stack) || !isRecord(stack["env"])) {
    throw new StartError(`ByteOS is not running on ${options.dataDir}. Start it with "npm start".`);
  }
  if (options.isMachineReadable) {
    console.log(JSON.stringify(stack));
    return;
  }
  const rows = Object.entries(stack["env"]).map(([key, value]) => [key, String(value)]);
  if (typeof stack["mailUrl"] === "string") rows.push(["Mail", stack["mailUrl"]]);
  screen.table("Supabase", rows);
  console.log("");
}
