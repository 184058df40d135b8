import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { memorySource } from "../../src/inspect/byte-source.ts";
import { inspectFile } from "../../src/inspect/inspect-file.ts";
import { bytesField, message, numberField } from "./model-files.ts";

const inspect = (bytes: Uint8Array) => inspectFile("model.onnx", memorySource(bytes));

const weight = (...more: Uint8Array[]) =>
  message(numberField(1, 2), numberField(1, 3), numberField(2, 1), bytesField(8, "w"), ...more);
const model = (...graph: Uint8Array[]) =>
  message(
    numberField(1, 8),
    bytesField(2, "a trainer"),
    bytesField(7, message(bytesField(2, "main"), ...graph)),
    bytesField(8, message(numberField(2, 17))),
  );
const outside = (path: string) =>
  bytesField(
    5,
    weight(
      numberField(14, 1),
      bytesField(13, message(bytesField(1, "location"), bytesField(2, path))),
    ),
  );

describe("an ONNX model", () => {
  it("shows operators and weights without reading the weights", async () => {
    const bytes = model(
      bytesField(1, bytesField(4, "MatMul")),
      bytesField(1, bytesField(4, "Add")),
      bytesField(1, bytesField(4, "MatMul")),
      bytesField(5, weight(bytesField(9, new Uint8Array(24)))),
    );
    expect(await inspect(bytes)).toMatchObject({
      formatVersion: "8",
      operators: [
        { name: "MatMul", count: 2 },
        { name: "Add", count: 1 },
      ],
      tensors: [{ name: "w", type: "FLOAT", shape: [2, 3], parameters: 6, bytes: 24 }],
      warnings: [],
    });
  });

  it.each(["../../etc/passwd", "/etc/passwd", "C:\\weights", "a/../../b", "..\\up"])(
    "shows that %s leads outside, and does not follow it",
    async (path) => {
      const seen = await inspect(model(outside(path)));
      expect(seen).toMatchObject({
        tensors: [{ start: null }],
        warnings: [expect.stringContaining("outside the model's folder")],
      });
    },
  );

  it("names the file of weights that lie beside it", async () => {
    expect(await inspect(model(outside("weights.data")))).toMatchObject({
      warnings: ["Weights lie in another file: weights.data"],
    });
  });

  it.each<[string, Uint8Array, RegExp]>([
    [
      "a weight of another length",
      model(bytesField(5, weight(bytesField(9, new Uint8Array(20))))),
      /not as long/,
    ],
    [
      "a shape that overflows",
      model(
        bytesField(
          5,
          message(numberField(1, 2n ** 50n), numberField(1, 2n ** 50n), numberField(2, 1)),
        ),
      ),
      /larger than any file/,
    ],
    [
      "a negative dimension",
      model(bytesField(5, message(numberField(1, 2n ** 64n - 1n), numberField(2, 1)))),
      /larger than any file/,
    ],
    [
      "a part past the end",
      message(numberField(1, 8), Uint8Array.from([58, 200, 1])),
      /longer than the file/,
    ],
    ["a model without a graph", numberField(1, 8), /not an ONNX/],
    ["two graphs", message(model(), bytesField(7, "")), /not an ONNX/],
    [
      "a number without end",
      Uint8Array.from(Array.from({ length: 20 }, () => 0xff)),
      /does not end/,
    ],
  ])("refuses %s", async (_name, bytes, words) => {
    await expect(inspect(bytes)).rejects.toThrow(words);
  });

  it("answers any bytes with an inspection or an error of its own", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        const outcome = await inspect(message(model(), bytes)).catch((error: unknown) => error);
        expect(outcome).toHaveProperty(outcome instanceof Error ? "kind" : "format");
      }),
    );
  });
});
