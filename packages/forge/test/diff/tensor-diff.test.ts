import { createHash } from "node:crypto";
import type { TensorInfo } from "@byteos/contracts/file-inspection";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffTensors, findUncertain, type HashedPiece } from "../../src/diff/tensor-diff.ts";
import { decodeValues } from "../../src/diff/tensor-values.ts";
import { memorySource, meterSource } from "../../src/inspect/byte-source.ts";

const chunkBytes = 64;

function version(tensors: readonly { name: string; values: readonly number[] }[], type = "F32") {
  let start = 0;
  const infos = tensors.map(({ name, values }): TensorInfo => {
    const bytes = values.length * 4;
    const info = { name, type, shape: [values.length], parameters: values.length, bytes, start };
    start += bytes;
    return info;
  });
  const bytes = new Uint8Array(
    Float32Array.from(tensors.flatMap(({ values }) => [...values])).buffer,
  );
  const pieces: HashedPiece[] = [];
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const piece = bytes.subarray(at, Math.min(bytes.length, at + chunkBytes));
    pieces.push({
      hash: createHash("sha256").update(piece).digest("hex"),
      start: at,
      end: at + piece.length,
    });
  }
  const source = meterSource(memorySource(bytes), { maxBytes: 1e9, maxReads: 1e6 });
  return { tensors: infos, pieces, source };
}

const ramp = (length: number, from = 0) => Array.from({ length }, (_, index) => from + index);

describe("a model's tensors", () => {
  it("names what was added, removed, reshaped and changed, and by how much", async () => {
    const changed = ramp(64);
    changed[20] = 25;
    changed[21] = 22;
    const before = version([
      { name: "same", values: ramp(64, 500) },
      { name: "tuned", values: ramp(64) },
      { name: "wider", values: ramp(16) },
      { name: "gone", values: ramp(16) },
    ]);
    const after = version([
      { name: "same", values: ramp(64, 500) },
      { name: "tuned", values: changed },
      { name: "wider", values: ramp(32) },
      { name: "new", values: ramp(16) },
    ]);
    const diff = await diffTensors(before, after, 1_000_000);
    expect(diff.same).toBe(1);
    expect(diff.changes).toMatchObject([
      {
        kind: "changed",
        tensor: { name: "tuned" },
        readBytes: chunkBytes,
        values: { share: 2 / 64, largest: 5, mean: 3 },
      },
      { kind: "reshaped", after: { name: "wider" } },
      { kind: "added", tensor: { name: "new" } },
      { kind: "removed", tensor: { name: "gone" } },
    ]);
    expect(after.source.spent.bytes).toBe(chunkBytes);
  });

  it("names a change beyond the reading limit without figures", async () => {
    const diff = await diffTensors(
      version([{ name: "a", values: ramp(64) }]),
      version([{ name: "a", values: ramp(64, 1) }]),
      10,
    );
    expect(diff.changes).toMatchObject([{ kind: "changed", values: null, readBytes: 0 }]);
  });

  it("never takes different values for the same", async () => {
    const values = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(
        values,
        fc.nat(79),
        fc.integer({ min: 0, max: 3 }),
        async (old, at, value) => {
          const now = old.map((one, index) => (index === at ? value : one));
          const diff = await diffTensors(
            version([{ name: "a", values: old }]),
            version([{ name: "a", values: now }]),
            1e9,
          );
          expect(diff.same).toBe(String(old) === String(now) ? 1 : 0);
        },
      ),
    );
  });

  it("reads whole values where a piece ends inside one", () => {
    const tensor: TensorInfo = {
      name: "a",
      type: "F32",
      shape: [4],
      parameters: 4,
      bytes: 16,
      start: 2,
    };
    const pieces = (hash: string): HashedPiece[] => [
      { hash: "x", start: 0, end: 7 },
      { hash, start: 7, end: 9 },
      { hash: "y", start: 9, end: 18 },
    ];
    expect(findUncertain(pieces("p"), tensor, pieces("q"), tensor)).toEqual([{ start: 4, end: 8 }]);
  });

  it.each([
    ["F16", [0x00, 0x3c], 1],
    ["F16", [0x00, 0xc0], -2],
    ["F16", [0x01, 0x00], 2 ** -24],
    ["F16", [0x00, 0x7c], Infinity],
    ["BF16", [0x80, 0x3f], 1],
    ["BF16", [0x49, 0xc0], -3.140625],
    ["I8", [0xff], -1],
    ["U64", [1, 0, 0, 0, 1, 0, 0, 0], 4_294_967_297],
  ])("decodes %s %j as %d", (type, bytes, value) => {
    expect([...decodeValues(type, Uint8Array.from(bytes))]).toEqual([value]);
  });
});
