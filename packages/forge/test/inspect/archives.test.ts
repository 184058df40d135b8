import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { memorySource, meterSource } from "../../src/inspect/byte-source.ts";
import { canInspect, inspectFile } from "../../src/inspect/inspect-file.ts";

function npy(header: string, dataBytes: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const file = new Uint8Array(10 + text.length + dataBytes);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8]);
  file.set(text, 10);
  return file;
}

describe("archives", () => {
  it("lists arrays of an npz with type and shape", async () => {
    const bytes = zipSync(
      {
        "weights.npy": npy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }", 24),
        "objects.npy": npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", 8),
      },
      { level: 0 },
    );
    expect(await inspectFile("a.npz", memorySource(bytes))).toMatchObject({
      format: "npz",
      entryCount: 2,
      entries: [
        { name: "weights.npy", type: "<f4", shape: [2, 3] },
        { name: "objects.npy", type: "Python objects, not opened", shape: [1] },
      ],
    });
  });

  it("says what a bomb claims without unpacking it", async () => {
    const bytes = zipSync({ "zeros.bin": new Uint8Array(5_000_000) }, { level: 9 });
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(
      directoryOf(bytes) + 24,
      4_000_000_000,
      true,
    );
    const source = meterSource(memorySource(bytes), { maxBytes: 100_000, maxReads: 3 });
    expect(await inspectFile("a.zip", source)).toMatchObject({
      entries: [{ bytes: 4_000_000_000 }],
      warnings: [expect.stringContaining("more than its size allows")],
    });
  });

  it("warns of names that lead outside", async () => {
    const bytes = zipSync({ "../../evil": new Uint8Array(1) });
    expect(await inspectFile("a.zip", memorySource(bytes))).toMatchObject({
      warnings: [expect.stringContaining("lead outside")],
    });
  });

  it.each<[string, (bytes: Uint8Array) => Uint8Array]>([
    ["without a directory", (bytes) => bytes.slice(0, 40)],
    ["with a damaged directory", (bytes) => bytes.with(directoryOf(bytes), 0)],
  ])("refuses one %s", async (_name, damage) => {
    const bytes = damage(zipSync({ a: new Uint8Array(10) }));
    await expect(inspectFile("a.zip", memorySource(bytes))).rejects.toMatchObject({
      code: "inspect.bad-file",
    });
  });

  it.each(["model.pkl", "model.pt", "model.PTH", "model.ckpt", "model.joblib"])(
    "never opens %s",
    async (path) => {
      const source = meterSource(memorySource(new Uint8Array(100)), { maxBytes: 0, maxReads: 0 });
      expect(await inspectFile(path, source)).toMatchObject({ kind: "unopened" });
    },
  );

  it("knows what it does not know", async () => {
    expect(canInspect("README.md")).toBe(false);
    expect(await inspectFile("README.md", memorySource(new Uint8Array(3)))).toBeNull();
  });
});

function directoryOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return view.getUint32(bytes.length - 6, true);
}
