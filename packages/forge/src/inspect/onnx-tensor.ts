import type { TensorInfo } from "@byteos/contracts/file-inspection";
import { type ByteCursor, safeCount } from "./byte-cursor.ts";
import { badFile } from "./byte-source.ts";
import { readMessage, readText, readVarint } from "./protobuf-fields.ts";
import { countElements } from "./tensor-list.ts";

/** TensorProto.DataType by number: name and bits an element; text has no fixed length. */
const elementTypes = new Map<number, readonly [name: string, bits: number]>([
  [1, ["FLOAT", 32]],
  [2, ["UINT8", 8]],
  [3, ["INT8", 8]],
  [4, ["UINT16", 16]],
  [5, ["INT16", 16]],
  [6, ["INT32", 32]],
  [7, ["INT64", 64]],
  [8, ["STRING", 0]],
  [9, ["BOOL", 8]],
  [10, ["FLOAT16", 16]],
  [11, ["DOUBLE", 64]],
  [12, ["UINT32", 32]],
  [13, ["UINT64", 64]],
  [14, ["COMPLEX64", 64]],
  [15, ["COMPLEX128", 128]],
  [16, ["BFLOAT16", 16]],
  [17, ["FLOAT8E4M3FN", 8]],
  [18, ["FLOAT8E4M3FNUZ", 8]],
  [19, ["FLOAT8E5M2", 8]],
  [20, ["FLOAT8E5M2FNUZ", 8]],
  [21, ["UINT4", 4]],
  [22, ["INT4", 4]],
  [23, ["FLOAT4E2M1", 4]],
]);

const mostDimensions = 32;

/** A weight of an ONNX graph up to `end`. Its values are skipped. */
export async function readTensorProto(
  cursor: ByteCursor,
  end: number,
): Promise<{ tensor: TensorInfo; warning: string | null }> {
  const shape: number[] = [];
  const external: { key: string; value: string }[] = [];
  let name = "";
  let type = 0;
  let raw: { start: number; length: number } | null = null;
  let isExternal = false;
  const addDimension = (value: bigint): void => {
    if (shape.length >= mostDimensions) throw badFile("A weight has too many dimensions.");
    shape.push(safeCount(value));
  };
  await readMessage(cursor, end, {
    1: async (inner, field) => {
      if (field.wire === "varint") return addDimension(field.value);
      const packedEnd = inner.position + (field.wire === "bytes" ? field.length : 0);
      while (inner.position < packedEnd) addDimension(await readVarint(inner));
    },
    2: async (_inner, field) => {
      if (field.wire === "varint") type = safeCount(field.value);
    },
    8: async (inner, field) => void (name = await readText(inner, field)),
    9: async (inner, field) => {
      if (field.wire === "bytes") raw = { start: inner.position, length: field.length };
    },
    13: async (inner, field) => {
      const pair = { key: "", value: "" };
      if (field.wire !== "bytes" || external.length >= 8)
        throw badFile("A weight's place is wrong.");
      await readMessage(inner, inner.position + field.length, {
        1: async (deeper, part) => void (pair.key = await readText(deeper, part)),
        2: async (deeper, part) => void (pair.value = await readText(deeper, part)),
      });
      external.push(pair);
    },
    14: async (_inner, field) => {
      if (field.wire === "varint") isExternal = field.value === 1n;
    },
  });
  const known = elementTypes.get(type);
  if (known === undefined) throw badFile(`Weight "${name.slice(0, 80)}" has an unknown type.`);
  const [typeName, bits] = known;
  const parameters = countElements(shape, name);
  const expected = safeCount((BigInt(parameters) * BigInt(bits) + 7n) / 8n);
  const place = raw as { start: number; length: number } | null;
  if (place !== null && !isExternal && bits > 0 && place.length !== expected) {
    throw badFile(`Weight "${name.slice(0, 80)}" is not as long as its shape says.`);
  }
  return {
    tensor: {
      name,
      type: typeName,
      shape,
      parameters,
      bytes: place?.length ?? expected,
      start: isExternal ? null : (place?.start ?? null),
    },
    warning: isExternal ? describeExternal(external) : null,
  };
}

function describeExternal(entries: readonly { key: string; value: string }[]): string {
  const path = entries.find(({ key }) => key === "location")?.value ?? "";
  const isInside =
    path !== "" && !/^[\\/]|^[a-z]:|\0/i.test(path) && !path.split(/[\\/]/).includes("..");
  return isInside
    ? `Weights lie in another file: ${path.slice(0, 200)}`
    : "Weights name a file outside the model's folder. A program that follows such a path can be tricked into reading other files.";
}
