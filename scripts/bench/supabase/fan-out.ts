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

const pageBytes = 4_096;

/** What a process holds of memory, in MiB. Linux only. */
export async function readMemoryMib(pid: number): Promise<number> {
  const statm = await readFile(`/proc/${pid}/statm`, "utf8");
  return (Number(statm.split(" ")[1]) * pageBytes) / 2 ** 20;
}
