import { ContentComparison, partBytes } from "../large-content.ts";
import { beginUpload, createBenchBucket, findOffset, sendPart } from "../resumable-upload.ts";
import { askStorage, expectStatus } from "../storage-client.ts";
import type { SupabaseBenchRow } from "../supabase-row.ts";

const sizeBytes = 2 ** 30;
const partCount = Math.ceil(sizeBytes / partBytes);
/** Part, counted from zero, and how much of it has been sent when the service is killed. */
const kills = [
  { part: 0, share: 0.5 },
  { part: Math.floor(partCount * 0.25), share: 0.1 },
  { part: Math.floor(partCount * 0.5), share: 0.9 },
  { part: Math.floor(partCount * 0.75), share: 1 },
  { part: partCount - 1, share: 1 },
];

export const storageKillRow: SupabaseBenchRow = {
  name: "storage-kill",
  title: "1 GiB up in parts of 6 MiB, the service killed (SIGKILL) at five points",
  async measure({ instance, runs, note }) {
    const resent: number[] = [];
    const identical: number[] = [];
    for (let run = 1; run <= runs; run += 1) {
      const bucket = await createBenchBucket(instance);
      const path = await beginUpload(instance, bucket, "killed.bin", sizeBytes);
      const pending = [...kills];
      let offset = 0;
      let mostResent = 0;
      while (offset < sizeBytes) {
        const next = pending[0];
        if (!next || Math.floor(offset / partBytes) !== next.part) {
          offset = await sendPart(instance, path, offset, sizeBytes);
          continue;
        }
        pending.shift();
        const reached = offset + Math.min(partBytes, sizeBytes - offset) * next.share;
        const killAt = reached - offset;
        const killed = sendPart(instance, path, offset, sizeBytes, async (sentBytes) => {
          if (sentBytes >= killAt) await instance.killAndRestart();
        });
        await killed.catch(() => {});
        offset = await findOffset(instance, path);
        mostResent = Math.max(mostResent, (reached - offset) / partBytes);
        note(`Run ${run}: killed in part ${next.part + 1}, goes on at ${offset}`);
      }
      const comparison = new ContentComparison();
      const onData = (chunk: Buffer) => comparison.add(chunk);
      const download = { method: "GET", path: `object/${bucket}/killed.bin`, onData };
      await expectStatus(askStorage(instance, download), 200);
      resent.push(mostResent);
      identical.push(comparison.isWhole(sizeBytes) ? 1 : 0);
    }
    return [
      {
        name: "sent again after a kill, at most",
        unit: "parts",
        values: resent,
        target: { atMost: 1 },
      },
      { name: "the same, byte for byte", unit: "", values: identical, target: { exactly: 1 } },
    ];
  },
};
