import fc from "fast-check";
import { expect, it } from "vitest";
import { ChunkIndex } from "../../src/store/chunk-index.ts";
import { nameOf } from "../../src/store/content-name.ts";
import type { ManifestEntry } from "../../src/store/file-manifest.ts";
import { type Frame, frameCodec } from "../../src/store/pack-format.ts";
import { gatherRuns, readRun, type RawRun } from "../../src/store/raw-run.ts";

interface Placed {
  readonly bytes: Uint8Array;
  readonly isRaw: boolean;
  readonly pack: number;
}

/** Packs in which every chunk is a frame of its own; those that are not raw are padding here. */
function layOut(chunks: readonly Placed[]) {
  const contents = new Map<string, number[]>();
  const frames = new Map<string, Frame[]>();
  for (const { bytes, isRaw, pack } of chunks) {
    const name = `pack-${pack}`;
    const content = contents.get(name) ?? [];
    const offset = content.length;
    content.push(...bytes);
    contents.set(name, content);
    const codec = isRaw ? frameCodec.raw : frameCodec.zstd;
    const frame = { codec, offset, storedBytes: bytes.length, rawBytes: bytes.length };
    const entries = [{ name: nameOf(bytes), length: bytes.length }];
    frames.set(name, [...(frames.get(name) ?? []), { ...frame, chunks: entries }]);
  }
  const index = new ChunkIndex();
  for (const [name, list] of frames) index.addPack(name, list);
  const read = (pack: string, start: number, end: number) =>
    Promise.resolve(Uint8Array.from(contents.get(pack)?.slice(start, end) ?? []));
  return { index, packs: { read }, contents };
}

async function* inOrder(chunks: readonly Placed[]): AsyncGenerator<ManifestEntry> {
  for (const { bytes } of chunks) yield { name: nameOf(bytes), length: bytes.length };
}

const placed = fc.record({
  bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
  isRaw: fc.boolean(),
  pack: fc.nat(1),
});

it("gives back the chunks in their order, in runs that are whole and within the limit", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(placed), fc.integer({ min: 40, max: 200 }), async (chunks, most) => {
      const { index, packs } = layOut(chunks);
      const read: number[] = [];
      for await (const part of gatherRuns(index, inOrder(chunks), most)) {
        if ("name" in part) {
          const found = chunks.find(({ bytes }) =>
            nameOf(bytes).every((b, i) => b === part.name[i]),
          );
          read.push(...(found?.bytes ?? []));
        } else {
          expect(part.bytes).toBeLessThanOrEqual(most);
          read.push(...(await readRun(packs, part, new Uint8Array(most))));
        }
      }
      expect(read).toEqual(chunks.flatMap(({ bytes }) => [...bytes]));
    }),
  );
});

it("reads neighbours at once, and names the chunk and the pack that are damaged", async () => {
  const chunks = [1, 2, 3].map((value) => ({
    bytes: Uint8Array.of(value, value),
    isRaw: true,
    pack: 0,
  }));
  const { index, packs, contents } = layOut(chunks);
  const runs: (RawRun | ManifestEntry)[] = [];
  for await (const part of gatherRuns(index, inOrder(chunks), 100)) runs.push(part);
  expect(runs).toMatchObject([{ pack: "pack-0", start: 0, bytes: 6 }]);
  contents.get("pack-0")?.fill(9, 2, 4);
  const [run] = runs;
  if (run === undefined || "name" in run) throw new Error("Three neighbours are one run");
  await expect(readRun(packs, run, new Uint8Array(6))).rejects.toMatchObject({
    code: "forge.damaged",
    details: { pack: "pack-0" },
  });
});
