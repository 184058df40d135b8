import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ByteSource, memorySource, meterSource } from "../../src/inspect/byte-source.ts";
import { inspectFile } from "../../src/inspect/inspect-file.ts";
import { safetensorsFile } from "./model-files.ts";

const inspect = (bytes: Uint8Array) => inspectFile("model.safetensors", memorySource(bytes));
const tensor = (shape: number[], start: number, end: number, dtype = "F32") => ({
  dtype,
  shape,
  data_offsets: [start, end],
});

describe("a safetensors header", () => {
  it("shows tensors in file order with their places", async () => {
    const header = {
      __metadata__: { format: "pt" },
      "layer.1": tensor([2, 3], 8, 32),
      "layer.0": tensor([4], 0, 8, "BF16"),
    };
    const bytes = safetensorsFile(header, 32);
    const dataStart = bytes.length - 32;
    expect(await inspect(bytes)).toMatchObject({
      kind: "model",
      facts: [{ key: "format", value: "pt" }],
      tensors: [
        { name: "layer.0", type: "BF16", shape: [4], parameters: 4, bytes: 8, start: dataStart },
        { name: "layer.1", parameters: 6, bytes: 24, start: dataStart + 8 },
      ],
      tensorCount: 2,
      parameters: 10,
      tensorBytes: 32,
    });
  });

  it("takes two reads and under a megabyte for a model of 50 GB", async () => {
    const layers = 900;
    const each = 56_000_000;
    const entries = Array.from({ length: layers }, (_, index) => [
      `model.layers.${String(index)}.self_attn.q_proj.weight.with.a.long.name.of.its.own`.repeat(
        10,
      ),
      tensor([each / 2], index * each, (index + 1) * each, "BF16"),
    ]);
    const head = safetensorsFile(Object.fromEntries(entries), 0);
    expect(head.length).toBeGreaterThan(512 * 1024);
    const source: ByteSource = {
      size: head.length + layers * each,
      read: (start, end) => Promise.resolve(head.slice(start, end)),
    };
    const metered = meterSource(
      { ...source, read: async (start, end) => padded(await source.read(start, end), end - start) },
      { maxBytes: 1_000_000, maxReads: 2 },
    );
    const seen = await inspectFile("model.safetensors", metered);
    expect(seen).toMatchObject({ tensorCount: layers, tensorBytes: layers * each });
    expect(source.size).toBeGreaterThan(50e9);
    expect(metered.spent.reads).toBeLessThanOrEqual(2);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ["a header of 2^63 bytes", safetensorsFile({}, 0, 2n ** 63n), /longer than the 100 MB/],
    [
      "a header of more than 100 MB",
      safetensorsFile({}, 0, 100_000_001n),
      /longer than the 100 MB/,
    ],
    ["a header past the end", safetensorsFile({}, 0, 50n), /longer than the file/],
    ["no header", new Uint8Array(4), /too short/],
    [
      "overlapping tensors",
      safetensorsFile({ a: tensor([2], 0, 8), b: tensor([2], 4, 12) }, 12),
      /overlaps/,
    ],
    ["a gap", safetensorsFile({ a: tensor([2], 0, 8), b: tensor([1], 12, 16) }, 16), /gap/],
    ["bytes after the last", safetensorsFile({ a: tensor([2], 0, 8) }, 9), /do not end/],
    [
      "a shape that overflows",
      safetensorsFile({ a: tensor([2 ** 40, 2 ** 40], 0, 0) }, 0),
      /larger than any file/,
    ],
    ["a shape of another length", safetensorsFile({ a: tensor([3], 0, 8) }, 8), /not as long/],
    ["a negative size", safetensorsFile({ a: tensor([-2], 0, 8) }, 8), /whole numbers/],
    ["an end before the start", safetensorsFile({ a: tensor([0], 8, 0) }, 8), /no valid place/],
    ["an unknown type", safetensorsFile({ a: tensor([2], 0, 8, "F99") }, 8), /type/],
    [
      "a name twice",
      safetensorsFile('{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{}}', 0),
      /twice/,
    ],
    ["deep nesting", safetensorsFile(`{"a":${"[".repeat(5_000)}`, 0), /nested too deeply/],
    ["text after the header", safetensorsFile("{} x", 0), /follows/],
    ["metadata that is not text", safetensorsFile({ __metadata__: { a: 1 } }, 0), /more than text/],
  ])("refuses %s", async (_name, bytes, words) => {
    await expect(inspect(bytes)).rejects.toThrow(words);
  });

  it("keeps a tensor named __proto__ a tensor", async () => {
    const bytes = safetensorsFile(
      '{"__proto__":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}',
      2,
    );
    expect(await inspect(bytes)).toMatchObject({ tensors: [{ name: "__proto__", bytes: 2 }] });
  });

  it("answers any bytes with an inspection or an error of its own", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), fc.nat(60), async (bytes, length) => {
        const file = safetensorsFile(new TextDecoder("latin1").decode(bytes), 8, BigInt(length));
        const outcome = await inspect(file).catch((error: unknown) => error);
        expect(outcome).toHaveProperty(outcome instanceof Error ? "kind" : "format");
      }),
    );
  });
});

function padded(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length === length) return bytes;
  const full = new Uint8Array(length);
  full.set(bytes);
  return full;
}
