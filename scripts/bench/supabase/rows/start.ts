import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { SupabaseBenchRow } from "../supabase-row.ts";

const entry = path.resolve(import.meta.dirname, "../../../../services/supabase-local/src/main.ts");
// Beside the instance that the other rows share.
const portsAbove = 40;
const settleMs = 3_000;

interface Started {
  readonly startSecs: number;
  readonly pid: number;
  stop(): Promise<void>;
}

export const startRow: SupabaseBenchRow = {
  name: "start",
  title:
    "start on an existing data folder, all migrations applied, and idle memory without functions",
  async measure({ instance, runs, note }) {
    const folder = await mkdtemp(path.join(tmpdir(), "supabase-bench-start-"));
    // The shared instance's address names the offset of its ports.
    const portOffset = Number(new URL(instance.url).port) - 54_321 + portsAbove;
    const starts: number[] = [];
    const memories: number[] = [];
    try {
      const first = await start(folder, portOffset);
      note(`First start, which makes the database: ${first.startSecs.toFixed(2)} s`);
      await first.stop();
      for (let run = 1; run <= runs; run += 1) {
        const started = await start(folder, portOffset);
        await new Promise((resolve) => setTimeout(resolve, settleMs));
        const megabytes = await readMemory(started.pid);
        note(`Start ${run}: ${started.startSecs.toFixed(2)} s, ${Math.round(megabytes)} MB`);
        starts.push(started.startSecs);
        memories.push(megabytes);
        await started.stop();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
    return [
      { name: "start", unit: "s", values: starts, target: { atMost: 1.5 } },
      { name: "idle memory", unit: "MB", values: memories, target: { atMost: 350 } },
    ];
  },
};

async function start(folder: string, portOffset: number): Promise<Started> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [entry], {
    env: {
      ...process.env,
      BYTEOS_DATA_DIR: folder,
      BYTEOS_PORT_OFFSET: String(portOffset),
      SUPABASE_URL: "",
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const exited = once(child, "exit");
  const lines = createInterface({ input: child.stdout });
  const isReady = await Promise.race([
    once(lines, "line").then(() => true),
    exited.then(() => false),
  ]);
  if (!isReady) throw new Error("The embedded Supabase did not start.");
  return {
    startSecs: (performance.now() - startedAt) / 1000,
    pid: child.pid ?? 0,
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/** Megabytes of a process and all below it; what they share is counted once (Pss). Linux alone tells it. */
async function readMemory(root: number): Promise<number> {
  const ids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map<number, number>();
  for (const id of ids) {
    const stat = await readFile(`/proc/${id}/stat`, "utf8").catch(() => "");
    parents.set(id, Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
  }
  const isBelow = (id: number | undefined): boolean =>
    id !== undefined && id > 1 && (id === root || isBelow(parents.get(id)));
  let kilobytes = 0;
  for (const id of ids.filter(isBelow)) {
    const rollup = await readFile(`/proc/${id}/smaps_rollup`, "utf8").catch(() => "");
    kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  }
  return (kilobytes * 1024) / 1e6;
}
