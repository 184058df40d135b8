import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../src/inspect/byte-source.ts";
import { inspectFile } from "../../src/inspect/inspect-file.ts";
import { ggufFile } from "./model-files.ts";

const inspect = (bytes: Uint8Array) => inspectFile("model.gguf", memorySource(bytes));

describe("a GGUF header", () => {
  it("shows metadata, and tensors with the slowest dimension first", async () => {
    const bytes = ggufFile({
      facts: [
        (to) => to.string("general.name").uint32(8).string("Tiny"),
        (to) => {
          to.string("tokenizer.tokens").uint32(9).uint32(8).uint64(20);
          for (let index = 0; index < 20; index += 1) to.string(`t${String(index)}`);
          return to;
        },
        (to) => to.string("block.ids").uint32(9).uint32(4).uint64(1_000).raw(new Uint8Array(4_000)),
        (to) =>
          to
            .string("ratio")
            .uint32(6)
            .raw(new Uint8Array(new Float32Array([0.1]).buffer)),
      ],
      tensors: [
        { name: "embed", shape: [64, 2], type: 8, offset: 0 },
        { name: "norm", shape: [8], type: 0, offset: 160 },
      ],
      dataBytes: 192,
    });
    const seen = await inspect(bytes);
    expect(seen).toMatchObject({
      format: "gguf",
      formatVersion: "3",
      tensors: [
        { name: "embed", type: "Q8_0", shape: [2, 64], parameters: 128, bytes: 136 },
        { name: "norm", type: "F32", bytes: 32, start: bytes.length - 32 },
      ],
    });
    expect(seen).toMatchObject({
      facts: [
        { key: "general.name", value: "Tiny" },
        { key: "tokenizer.tokens", value: "[t0, t1, t2, t3, t4, t5, t6, t7, … (20 in all)]" },
        { key: "block.ids", value: "[0, 0, 0, 0, 0, 0, 0, 0, … (1000 in all)]" },
        { key: "ratio", value: "0.1" },
      ],
    });
  });

  it("keeps a key named __proto__ a key", async () => {
    const bytes = ggufFile({ facts: [(to) => to.string("__proto__").uint32(7).raw([1])] });
    expect(await inspect(bytes)).toMatchObject({ facts: [{ key: "__proto__", value: "true" }] });
    expect({}).not.toHaveProperty("true");
  });

  const one = { name: "a", shape: [8], type: 0, offset: 0 };
  it.each<[string, Uint8Array, RegExp]>([
    ["another file", new TextEncoder().encode("GGML and more of it"), /not a GGUF/],
    ["2^64 - 1 tensors", ggufFile({ tensorCount: 2n ** 64n - 1n }), /larger than any file/],
    ["more tensors than fit", ggufFile({ tensorCount: 1_000_000 }), /more entries/],
    ["more metadata than fits", ggufFile({ factCount: 1_000_000 }), /more entries/],
    [
      "an array of 2^61 numbers",
      ggufFile({
        facts: [
          (to) =>
            to
              .string("k")
              .uint32(9)
              .uint32(10)
              .uint64(2n ** 50n),
        ],
      }),
      /longer than the file/,
    ],
    [
      "a string of 2^40 bytes",
      ggufFile({
        facts: [
          (to) =>
            to
              .string("k")
              .uint32(8)
              .uint64(2n ** 40n),
        ],
      }),
      /ends before/,
    ],
    [
      "arrays in arrays without end",
      ggufFile({
        facts: [
          (to) => {
            to.string("k").uint32(9);
            for (let depth = 0; depth < 50; depth += 1) to.uint32(9).uint64(1);
            return to;
          },
        ],
      }),
      /nested too deeply/,
    ],
    [
      "a shape that wraps at 2^64",
      ggufFile({ tensors: [{ ...one, shape: [2n ** 33n, 2n ** 33n] }] }),
      /larger than any file/,
    ],
    ["a tensor past the end", ggufFile({ tensors: [one], dataBytes: 16 }), /ends after/],
    [
      "tensors that overlap",
      ggufFile({
        tensors: [
          { ...one, shape: [16] },
          { ...one, name: "b", offset: 32 },
        ],
        dataBytes: 64,
      }),
      /overlaps/,
    ],
    ["a tensor twice", ggufFile({ tensors: [one, one], dataBytes: 64 }), /twice/],
    [
      "a tensor between places",
      ggufFile({ tensors: [{ ...one, offset: 4 }], dataBytes: 64 }),
      /where one may/,
    ],
    [
      "part of a block",
      ggufFile({ tensors: [{ ...one, type: 8 }], dataBytes: 64 }),
      /whole blocks/,
    ],
    ["an unknown type", ggufFile({ tensors: [{ ...one, type: 999 }], dataBytes: 64 }), /not known/],
    [
      "an alignment of zero",
      ggufFile({ facts: [(to) => to.string("general.alignment").uint32(4).uint32(0)] }),
      /alignment/,
    ],
    [
      "a key twice",
      ggufFile({
        facts: [
          (to) => to.string("a").uint32(7).raw([1]),
          (to) => to.string("a").uint32(7).raw([0]),
        ],
      }),
      /twice/,
    ],
  ])("refuses %s", async (_name, bytes, words) => {
    await expect(inspect(bytes)).rejects.toThrow(words);
  });

  it("answers a damaged file with an inspection or an error of its own", async () => {
    const whole = ggufFile({
      facts: [(to) => to.string("general.name").uint32(8).string("Tiny")],
      tensors: [one],
      dataBytes: 32,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length),
        fc.nat(whole.length - 1),
        fc.nat(255),
        async (cut, at, value) => {
          const bytes = whole.slice(0, cut);
          if (at < bytes.length) bytes[at] = value;
          const outcome = await inspect(bytes).catch((error: unknown) => error);
          expect(outcome).toHaveProperty(outcome instanceof Error ? "kind" : "format");
        },
      ),
    );
  });
});
