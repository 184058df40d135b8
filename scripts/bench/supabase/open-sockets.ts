import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { percentile } from "../statistics.ts";
import { type FanOut, FanOutOrder } from "./fan-out.ts";

const Sent = z.tuple([
  z.string().nullable(),
  z.string().nullable(),
  z.string(),
  z.string(),
  z.object({ payload: z.object({ at: z.number() }).optional() }),
]);

/** Run as a process of its own: what a thousand clients cost must not count as the service's. */
const topic = "realtime:bench";
const sockets: WebSocket[] = [];
let delays: number[] = [];

async function openSocket(address: string): Promise<void> {
  const socket = new WebSocket(address);
  sockets.push(socket);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("error", () => reject(new Error("A socket was refused.")));
    socket.addEventListener("open", () => socket.send(write("1", "1", "phx_join", {})));
    socket.addEventListener("message", ({ data }) => {
      const receivedAt = performance.now();
      const [, , , event, payload] = Sent.parse(JSON.parse(String(data)));
      if (event === "phx_reply") resolve();
      else if (payload.payload) delays.push(receivedAt - payload.payload.at);
    });
  });
}

function write(joinRef: string | null, ref: string, event: string, payload: unknown): string {
  return JSON.stringify([joinRef, ref, topic, event, payload]);
}

async function measure({ broadcasts, everyMs }: FanOutOrder): Promise<FanOut> {
  delays = [];
  const sender = sockets[0];
  for (let n = 0; n < broadcasts; n += 1) {
    const payload = { at: performance.now() };
    sender?.send(write("1", "2", "broadcast", { type: "broadcast", event: "tick", payload }));
    await sleep(everyMs);
  }
  const expected = broadcasts * (sockets.length - 1);
  for (let waited = 0; waited < 5_000 && delays.length < expected; waited += 50) await sleep(50);
  return {
    missing: expected - delays.length,
    p50Ms: percentile(delays, 0.5),
    p95Ms: percentile(delays, 0.95),
    maxMs: Math.max(...delays),
  };
}

async function follow(order: FanOutOrder): Promise<void> {
  while (sockets.length < order.sockets) {
    const missing = Math.min(50, order.sockets - sockets.length);
    await Promise.all(Array.from({ length: missing }, () => openSocket(order.address)));
  }
  // What it takes to open them is over before the measuring begins.
  await sleep(1_000);
  process.send?.(order.broadcasts === 0 ? null : await measure(order));
}

process.on("message", (message) => void follow(FanOutOrder.parse(message)));
process.once("disconnect", () => process.exit(0));
