import { readFile } from "node:fs/promises";

/** True when a process with this id exists, whoever owns it. */
export function isProcessAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * When a process began, as the kernel counts it, to tell a process from a later one with the same id.
 * Null where the system does not say (no /proc) or the process is gone or only awaits its parent.
 */
export async function findProcessStart(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  if (stat === null) return null;
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? null : (fields[19] ?? null);
}

/** The command line of a process, or null where it cannot be read. */
export async function findProcessCommand(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => null);
  return text === null ? null : text.replaceAll("\0", " ").trim();
}

/** Resolves to true once the process is gone, false when it is still there after the time. */
export async function waitForExit(pid: number, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (!isProcessAlive(pid)) return true;
    if (process.platform === "linux" && (await findProcessStart(pid)) === null) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}
