import { round } from "../../statistics.ts";
import { readCpuSeconds } from "../cpu-seconds.ts";
import { readMemoryMib, SocketProcess } from "../fan-out.ts";
import type { SupabaseBenchRow } from "../supabase-row.ts";

const sockets = 1_000;
const broadcasts = 10;
/** With a thousand sockets in one topic, a thousand deliveries a second. */
const everyMs = 1_000;

export const realtimeFanOutRow: SupabaseBenchRow = {
  name: "realtime-fan-out",
  title: "one broadcast a second to 1,000 sockets of one topic",
  async measure({ instance, runs, note }) {
    const address = `${instance.url.replace("http", "ws")}/realtime/v1/websocket?vsn=2.0.0&apikey=${instance.publishableKey}`;
    const clients = new SocketProcess();
    try {
      const idleMib = await readMemoryMib(instance.pid);
      await clients.open({ address, sockets });
      const openMib = await readMemoryMib(instance.pid);
      const delays: number[] = [];
      const shares: number[] = [];
      const missing: number[] = [];
      for (let run = 1; run <= runs; run += 1) {
        const before = readCpuSeconds(instance.pid);
        const startedAt = performance.now();
        const result = await clients.measure({ address, sockets, broadcasts, everyMs });
        const seconds = (performance.now() - startedAt) / 1_000;
        const cpu = readCpuSeconds(instance.pid) - before;
        delays.push(result.p95Ms);
        missing.push(result.missing);
        shares.push((cpu / seconds) * 100);
        const { p50Ms, p95Ms, maxMs } = result;
        note(
          `Run ${run}: p50 ${round(p50Ms, 1)} ms, p95 ${round(p95Ms, 1)} ms, longest ${round(maxMs, 1)} ms, ` +
            `${round((cpu / seconds) * 100, 1)}% of a processor`,
        );
      }
      const perSocketKib = ((openMib - idleMib) * 1_024) / sockets;
      return [
        { name: "delivery p95", unit: "ms", values: delays, target: { atMost: 50 } },
        { name: "not delivered", unit: "", values: missing, target: { exactly: 0 } },
        { name: "processor of the service", unit: "%", values: shares },
        { name: "memory of a socket", unit: "KiB", values: [perSocketKib] },
      ];
    } finally {
      await clients.stop();
    }
  },
};
