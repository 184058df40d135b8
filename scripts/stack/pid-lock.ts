import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isRecord } from "./data-dir.ts";
import { isRunning, recordOf } from "./process-table.ts";

export type LockHolder = { pid: number; startedAt: string; note: string };

/**
 * Returns the live holder, or null when the lock is now ours. The lock of a process that is gone is
 * taken over. Released when this process exits, or before.
 */
export function acquirePidLock(path: string, note: string): LockHolder | null {
  const own = recordOf("holder", process.pid);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ ...own, note })}\n`, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      if (tryLink(draft, path)) {
        process.once("exit", () => releasePidLock(path));
        return null;
      }
      const holder = findLockHolder(path);
      if (holder) return holder;
      rmSync(path, { force: true });
    }
    throw new Error(`The lock ${path} could not be taken.`);
  } finally {
    rmSync(draft, { force: true });
  }
}

export async function waitForPidLock(path: string, note: string): Promise<void> {
  while (acquirePidLock(path, note) !== null) await sleep(300);
}

export function findLockHolder(path: string): LockHolder | null {
  const content = parseLock(path);
  if (!isRecord(content)) return null;
  const { pid, startedAt, note } = content;
  if (typeof pid !== "number" || typeof startedAt !== "string") return null;
  if (!isRunning({ pid, startedAt })) return null;
  return { pid, startedAt, note: typeof note === "string" ? note : "" };
}

export function releasePidLock(path: string): void {
  if (findLockHolder(path)?.pid === process.pid) rmSync(path, { force: true });
}

function parseLock(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

// A hard link is created whole or not at all, and fails when the name exists.
function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
