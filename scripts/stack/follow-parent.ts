import { findProcess, isRunning, type ProcessEntry } from "./process-table.ts";

const pollMs = 1000;

/**
 * Under npm, and under the checks, the parent is part of the same command: when it is killed, stop.
 * Started from a shell by hand, the stack may outlive the shell.
 */
export function followParent(onGone: () => void): void {
  if (!process.env["npm_lifecycle_event"]) return;
  const command = findCommandProcesses();
  let misses = 0;
  const timer = setInterval(() => {
    misses = command.every((entry) => isRunning(entry)) ? 0 : misses + 1;
    // Twice, as one look at a busy machine may fail.
    if (misses < 2) return;
    clearInterval(timer);
    onGone();
  }, pollMs);
  timer.unref();
}

/** The parent, and npm behind it where the parent is only the shell that npm puts between. */
function findCommandProcesses(): ProcessEntry[] {
  const parent = findProcess(process.ppid);
  if (!parent || parent.pid <= 1) return [];
  const npm = /^(?:\S*\/)?(?:ba|da)?sh -c /.test(parent.command)
    ? findProcess(parent.parentPid)
    : null;
  return npm && npm.pid > 1 ? [parent, npm] : [parent];
}
