import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isRecord, readDataFile, writeDataFile } from "./data-dir.ts";
import { isGroupEmpty, isRunning, listProcesses, type ProcessRecord } from "./process-table.ts";

const recordsName = "processes.json";
const politeMs = 8_000;

export function saveProcessRecords(dataDir: string, records: readonly ProcessRecord[]): void {
  writeDataFile(dataDir, recordsName, records);
}

/** Ends what an earlier launcher that was killed left behind; returns the names of what it ended. */
export async function endLeftovers(dataDir: string): Promise<string[]> {
  const content = readDataFile(dataDir, recordsName);
  const records = Array.isArray(content) ? content.filter(isProcessRecord) : [];
  const alive = records.filter((record) => isRunning(record) || isOurGroup(record.pid, dataDir));
  await Promise.all(alive.map((record) => endGroup(record.pid)));
  saveProcessRecords(dataDir, []);
  return alive.map((record) => record.name);
}

// The leader may be gone while its children live, and its number may since have gone to others: a
// group is ours only when a member still carries our data folder in its environment.
function isOurGroup(groupId: number, dataDir: string): boolean {
  const members = listProcesses().filter((entry) => entry.groupId === groupId);
  return members.some((entry) => readEnvironment(entry.pid).includes(`BYTEOS_DATA_DIR=${dataDir}`));
}

function readEnvironment(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  } catch {
    return [];
  }
}

/**
 * Each service leads a process group. SIGINT asks Postgres for a fast shutdown and everything else
 * to end; what is left after 8 s is killed.
 */
export async function endGroup(groupId: number): Promise<void> {
  if (isGroupEmpty(groupId)) return;
  signalGroup(groupId, "SIGINT");
  signalGroup(groupId, "SIGTERM", { onlyLeader: true });
  const deadline = Date.now() + politeMs;
  while (!isGroupEmpty(groupId) && Date.now() < deadline) await sleep(50);
  if (!isGroupEmpty(groupId)) signalGroup(groupId, "SIGKILL");
}

export function signalGroup(
  groupId: number,
  signal: NodeJS.Signals,
  { onlyLeader = false }: { onlyLeader?: boolean } = {},
): void {
  try {
    process.kill(onlyLeader ? groupId : -groupId, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

function isProcessRecord(value: unknown): value is ProcessRecord {
  return (
    isRecord(value) && typeof value["pid"] === "number" && typeof value["startedAt"] === "string"
  );
}
