import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

export type ProcessEntry = {
  pid: number;
  parentPid: number;
  groupId: number;
  /** Opaque; together with the pid it names one process for good, also across reboots. */
  startedAt: string;
  command: string;
};

export type ProcessRecord = { name: string; pid: number; startedAt: string };

const hasProc = existsSync("/proc/self/stat");

export function findProcess(pid: number): ProcessEntry | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (hasProc) return readProc(pid);
  return listFromPs().find((entry) => entry.pid === pid) ?? null;
}

export function listProcesses(): ProcessEntry[] {
  if (!hasProc) return listFromPs();
  const entries: ProcessEntry[] = [];
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const entry = readProc(Number(name));
    if (entry) entries.push(entry);
  }
  return entries;
}

export function isRunning(record: { pid: number; startedAt: string }): boolean {
  return findProcess(record.pid)?.startedAt === record.startedAt;
}

export function recordOf(name: string, pid: number): ProcessRecord | null {
  const entry = findProcess(pid);
  return entry && { name, pid, startedAt: entry.startedAt };
}

export function isGroupEmpty(groupId: number): boolean {
  return !listProcesses().some((entry) => entry.groupId === groupId);
}

let bootId: string | null = null;

function getBootId(): string {
  if (bootId !== null) return bootId;
  try {
    bootId = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").slice(0, 8);
  } catch {
    bootId = "boot";
  }
  return bootId;
}

// proc(5): the name in brackets may hold spaces and brackets, so fields count from the last bracket.
function readProc(pid: number): ProcessEntry | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, parentPid, groupId] = fields;
    if (state === "Z" || state === "X") return null;
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    return {
      pid,
      parentPid: Number(parentPid),
      groupId: Number(groupId),
      startedAt: `${getBootId()}-${fields[19]}`,
      command: commandLine || stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")")),
    };
  } catch {
    return null;
  }
}

function listFromPs(): ProcessEntry[] {
  const columns = "pid=,ppid=,pgid=,stat=,lstart=,command=";
  const text = execFileSync("ps", ["-A", "-o", columns], {
    encoding: "utf8",
    env: { LC_ALL: "C" },
  });
  const entries: ProcessEntry[] = [];
  for (const line of text.split("\n")) {
    const match = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\d+\s+\S+\s+\d+)\s+(.*)$/.exec(
      line,
    );
    if (!match || match[4]?.startsWith("Z")) continue;
    entries.push({
      pid: Number(match[1]),
      parentPid: Number(match[2]),
      groupId: Number(match[3]),
      startedAt: (match[5] ?? "").replace(/\s+/g, " "),
      command: match[6] ?? "",
    });
  }
  return entries;
}
