import { readCpuSeconds } from "../cpu-seconds.ts";
import { ContentComparison, readContent } from "../large-content.ts";
import { createBenchBucket, sendInParts } from "../resumable-upload.ts";
import { askStorage, expectStatus } from "../storage-client.ts";
import type { SupabaseBenchRow } from "../supabase-row.ts";

const sizeBytes = 2 ** 30;
const kinds = ["upload", "upload in parts", "download"] as const;

export const storageTransferRow: SupabaseBenchRow = {
  name: "storage-transfer",
  title: "1 GiB up in one request, up in parts of 6 MiB, and down again; synced and checksummed",
  async measure({ instance, runs, note }) {
    const bucket = await createBenchBucket(instance);
    const rates = { upload: [], "upload in parts": [], download: [] } as Record<string, number[]>;
    const cpu = { upload: [], "upload in parts": [], download: [] } as Record<string, number[]>;
    const path = `object/${bucket}/whole.bin`;
    const work = {
      upload: () =>
        expectStatus(
          askStorage(instance, {
            method: "POST",
            path,
            headers: { "content-length": sizeBytes, "x-upsert": "true" },
            body: readContent(0, sizeBytes),
          }),
          200,
        ),
      "upload in parts": () => sendInParts(instance, bucket, "parts.bin", sizeBytes),
      download: async () => {
        const comparison = new ContentComparison();
        const onData = (chunk: Buffer) => comparison.add(chunk);
        await expectStatus(askStorage(instance, { method: "GET", path, onData }), 200);
        if (!comparison.isWhole(sizeBytes)) throw new Error("What came back is another content.");
      },
    };
    for (let run = 1; run <= runs; run += 1) {
      for (const kind of kinds) {
        const [startedAt, cpuBefore] = [performance.now(), readCpuSeconds(instance.pid)];
        await work[kind]();
        const seconds = (performance.now() - startedAt) / 1_000;
        const used = readCpuSeconds(instance.pid) - cpuBefore;
        const rate = sizeBytes / 1e6 / seconds;
        note(`Run ${run}: ${kind} ${Math.round(rate)} MB/s, ${used.toFixed(1)} CPU seconds`);
        rates[kind]?.push(rate);
        cpu[kind]?.push(used);
      }
    }
    return kinds.flatMap((kind) => [
      { name: kind, unit: "MB/s", values: rates[kind] ?? [] },
      { name: `${kind}, CPU of the service`, unit: "s", values: cpu[kind] ?? [] },
    ]);
  },
};
