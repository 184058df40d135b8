import { expect, it } from "vitest";
import { ChunkStore } from "../../src/store/chunk-store.ts";
import { commitFiles } from "./made-files.ts";
import { MemoryPacks } from "./memory-packs.ts";

const text = (word: string) => new TextEncoder().encode(`${word} `.repeat(2000));

/** Files that each fill a compressed frame, as every commit closes its own. */
async function storeFiles(words: readonly string[]) {
  const packs = new MemoryPacks();
  const names: Uint8Array[] = [];
  for (const word of words) {
    const { entries } = await commitFiles(packs, new Map([[word, text(word)]]));
    const [entry] = entries;
    if (entry?.content) names.push(entry.content);
  }
  return { packs, names, chunks: await ChunkStore.open(packs) };
}

it("gives what it was told to expect, each frame fetched once", async () => {
  const { packs, names, chunks } = await storeFiles(["one", "two"]);
  packs.readBytes = 0;
  const expected = names.map((name) => chunks.expect(name));
  const fetched = packs.readBytes;
  const words = [await chunks.read(names[1]!), await chunks.read(names[0]!)];
  expect(expected).toEqual([true, true]);
  expect(fetched).toBeGreaterThan(0);
  expect(words.map((bytes) => new TextDecoder().decode(bytes.subarray(0, 3)))).toEqual([
    "two",
    "one",
  ]);
  expect(packs.readBytes).toBe(fetched);
});

it("expects only a few frames at once, and more when they were read", async () => {
  const { names, chunks } = await storeFiles(["a", "b", "c", "d", "e", "f"]);
  expect(names.map((name) => chunks.expect(name))).toEqual([true, true, true, true, false, false]);
  expect(chunks.expect(names[0]!)).toBe(false);
  await chunks.read(names[0]!);
  expect(chunks.expect(names[4]!)).toBe(true);
});

it("says at the reading, not before, that an expected chunk is damaged", async () => {
  const { packs, names, chunks } = await storeFiles(["one", "two"]);
  for (const bytes of packs.packs.values()) bytes[8] = (bytes[8] ?? 0) ^ 0xff;
  for (const name of names) chunks.expect(name);
  await new Promise((resolve) => setImmediate(resolve));
  for (const name of names) {
    await expect(chunks.read(name)).rejects.toMatchObject({ code: "forge.damaged" });
  }
});
