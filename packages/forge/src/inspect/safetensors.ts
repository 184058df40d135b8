import type { ModelInspection, TensorInfo } from "@byteos/contracts/file-inspection";
import { decodeText } from "./byte-cursor.ts";
import { badFile, type ByteSource } from "./byte-source.ts";
import { parseStrictJson, type StrictJson } from "./strict-json.ts";
import { countElements, limitFacts, limitTensors } from "./tensor-list.ts";

/** The format's own bound on a header. */
const largestHeader = 100_000_000;
/** One read of this size holds the header of nearly every model. */
const firstRead = 512 * 1024;

const bitsByType = new Map([
  ["BOOL", 8],
  ["U8", 8],
  ["I8", 8],
  ["F8_E5M2", 8],
  ["F8_E4M3", 8],
  ["F8_E8M0", 8],
  ["F4", 4],
  ["F6_E2M3", 6],
  ["F6_E3M2", 6],
  ["I16", 16],
  ["U16", 16],
  ["F16", 16],
  ["BF16", 16],
  ["I32", 32],
  ["U32", 32],
  ["F32", 32],
  ["C64", 64],
  ["F64", 64],
  ["I64", 64],
  ["U64", 64],
]);

/**
 * The header of a safetensors file (huggingface/safetensors, format section of its README), in at most two
 * reads. Every offset is checked: tensors fill the file in order, without gap or overlap, each as long as its
 * shape and type say. Throws `inspect.bad-file`, `inspect.truncated`.
 */
export async function inspectSafetensors(source: ByteSource): Promise<ModelInspection> {
  if (source.size < 8) throw badFile("This is too short for a safetensors file.");
  const first = await source.read(0, Math.min(source.size, firstRead));
  const declared = new DataView(first.buffer, first.byteOffset, 8).getBigUint64(0, true);
  if (declared > BigInt(largestHeader)) {
    throw badFile("The header says it is longer than the 100 MB that the format allows.");
  }
  const length = Number(declared);
  if (8 + length > source.size) throw badFile("The header is longer than the file.");
  const header = new Uint8Array(length);
  header.set(first.subarray(8, 8 + length));
  if (8 + length > first.length) {
    header.set(await source.read(first.length, 8 + length), first.length - 8);
  }
  return describe(parseStrictJson(decodeText(header)), 8 + length, source.size);
}

function describe(header: StrictJson, dataStart: number, size: number): ModelInspection {
  if (!(header instanceof Map)) throw badFile("The header is not an object.");
  const facts: { key: string; value: string }[] = [];
  const tensors: TensorInfo[] = [];
  for (const [name, entry] of header) {
    if (!(entry instanceof Map)) throw badFile("A tensor's entry is not an object.");
    if (name !== "__metadata__") tensors.push(readTensor(name, entry, dataStart));
    else {
      for (const [key, value] of entry) {
        if (typeof value !== "string") throw badFile("The metadata holds more than text.");
        facts.push({ key, value });
      }
    }
  }
  tensors.sort((a, b) => (a.start ?? 0) - (b.start ?? 0) || a.bytes - b.bytes);
  let end = dataStart;
  for (const tensor of tensors) {
    if (tensor.start !== end) {
      throw badFile(
        (tensor.start ?? 0) < end
          ? `Tensor "${tensor.name.slice(0, 80)}" overlaps another.`
          : `There is a gap before tensor "${tensor.name.slice(0, 80)}".`,
      );
    }
    end += tensor.bytes;
  }
  if (end !== size) throw badFile("The tensors do not end where the file does.");
  return {
    kind: "model",
    format: "safetensors",
    formatVersion: null,
    operators: [],
    ...limitFacts(facts),
    ...limitTensors(tensors),
    warnings: [],
  };
}

function readTensor(name: string, entry: Map<string, StrictJson>, dataStart: number): TensorInfo {
  const type = entry.get("dtype");
  const shape = entry.get("shape");
  const offsets = entry.get("data_offsets");
  const bits = typeof type === "string" ? bitsByType.get(type) : undefined;
  if (typeof type !== "string" || bits === undefined) {
    throw badFile(`Tensor "${name.slice(0, 80)}" has a type that the format does not know.`);
  }
  if (!isCounts(shape) || !isCounts(offsets)) {
    throw badFile(`Tensor "${name.slice(0, 80)}" has a shape or place that is not whole numbers.`);
  }
  const [start, end] = offsets;
  if (offsets.length !== 2 || start === undefined || end === undefined || end < start) {
    throw badFile(`Tensor "${name.slice(0, 80)}" has no valid place.`);
  }
  const parameters = countElements(shape, name);
  if (BigInt(parameters) * BigInt(bits) !== BigInt(end - start) * 8n) {
    throw badFile(`Tensor "${name.slice(0, 80)}" is not as long as its shape says.`);
  }
  return { name, type, shape, parameters, bytes: end - start, start: dataStart + start };
}

function isCounts(value: StrictJson | undefined): value is number[] {
  return (
    Array.isArray(value) && value.every((one) => Number.isSafeInteger(one) && Number(one) >= 0)
  );
}
