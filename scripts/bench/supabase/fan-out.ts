import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

/** Open so many sockets, then send so many broadcasts; none is only to open. */
export const FanOutOrder = z.object({
  address: z.string(),
  sockets: z.number(),
  broadcasts: z.number(),
  everyMs: z.number(),
});
export type FanOutOrder = z.infer<typeof FanOutOrder>;

const FanOut = z.object({
  /** Deliveries that never came. */
  missing: z.number(),
  p50Ms: z.number(),
  p95Ms: z.number(),
  maxMs: z.number(),
});
export type FanOut = z.infer<typeof FanOut>;

/** A process full of sockets. */
export class SocketProcess {
  readonly #child: ChildProcess;

  constructor() {
    this.#child = fork(path.join(import.meta.dirname, "open-sockets.ts"));
  }

  async open(order: Omit<FanOutOrder, "broadcasts" | "everyMs">): Promise<void> {
    await this.#send({ ...order, broadcasts: 0, everyMs: 0 });
  }

  async measure(order: FanOutOrder): Promise<FanOut> {
    return FanOut.parse(await this.#send(order));
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, "exit");
    this.#child.disconnect();
    await exited;
  }

  async #send(order: FanOutOrder): Promise<unknown> {
    this.#child.send(order);
    const ended = once(this.#child, "exit").then(() => {
      throw new Error("The process with the sockets ended.");
    });
    const [answer]: unknown[] = await Promise.race([once(this.#child, "message"), ended]);
    return answer;
  }
}

const ticksPerSecond = 100;
const pageBytes = 4_096;

/** What a process has used of the processors, in seconds, and holds of memory, in MiB (Linux). */
export async function readUsage(pid: number): Promise<{ cpuSeconds: number; memoryMib: number }> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const cpuSeconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  return { cpuSeconds, memoryMib: (Number(fields[21]) * pageBytes) / 2 ** 20 };
}
