import type { ModelInspection, TensorInfo } from "@byteos/contracts/file-inspection";
import { ByteCursor, safeCount } from "./byte-cursor.ts";
import { badFile, type ByteSource } from "./byte-source.ts";
import { findGgufTensorType, ggufValue, ggufValueBytes, showGgufValue } from "./gguf-types.ts";
import { countElements, limitFacts, limitTensors } from "./tensor-list.ts";

const shownOfArray = 8;
const deepestArray = 4;
const mostDimensions = 8;
const longestName = 64 * 1024;
/** The shortest a metadata pair or a tensor's entry can be, in bytes: no count may promise more than fit. */
const shortestPair = 8 + 4 + 1;
const shortestTensor = 8 + 4 + 4 + 8;

/**
 * Metadata and tensors of a GGUF file, versions 2 and 3 (ggml-org/ggml, docs/gguf.md), either byte order.
 * Reads forwards, keeps the first values of long arrays and skips numbers without reading them.
 * Throws `inspect.bad-file`, `inspect.truncated`, `inspect.too-demanding`.
 */
export async function inspectGguf(source: ByteSource): Promise<ModelInspection> {
  const reader = await GgufReader.open(source);
  const tensorCount = await reader.cursor.count(reader.isLittle);
  const factCount = await reader.cursor.count(reader.isLittle);
  if (
    factCount > reader.cursor.remaining / shortestPair ||
    tensorCount > reader.cursor.remaining / shortestTensor
  ) {
    throw badFile("The header counts more entries than the file can hold.");
  }
  const facts = await reader.facts(factCount);
  const tensors = await reader.tensors(tensorCount, alignmentOf(facts));
  return {
    kind: "model",
    format: "gguf",
    formatVersion: String(reader.version),
    operators: [],
    ...limitFacts([...facts].map(([key, value]) => ({ key, value }))),
    ...limitTensors(tensors),
    warnings: [],
  };
}

function alignmentOf(facts: ReadonlyMap<string, string>): number {
  const stated = facts.get("general.alignment");
  if (stated === undefined) return 32;
  const alignment = Number(stated);
  if (
    !Number.isSafeInteger(alignment) ||
    alignment < 8 ||
    alignment > 1 << 20 ||
    alignment % 8 !== 0
  ) {
    throw badFile("The alignment is not one that the format allows.");
  }
  return alignment;
}

class GgufReader {
  readonly cursor: ByteCursor;
  readonly version: number;
  readonly isLittle: boolean;

  private constructor(cursor: ByteCursor, version: number, isLittle: boolean) {
    this.cursor = cursor;
    this.version = version;
    this.isLittle = isLittle;
  }

  static async open(source: ByteSource): Promise<GgufReader> {
    const cursor = new ByteCursor(source);
    if ((await cursor.text(4)) !== "GGUF") throw badFile("This is not a GGUF file.");
    const stated = await cursor.uint32();
    const swapped = Math.trunc(stated / 2 ** 24);
    const isLittle = stated < 2 ** 16;
    const version = isLittle ? stated : swapped;
    if (version !== 2 && version !== 3) {
      throw badFile(`Version ${String(version)} of GGUF is not one that can be shown.`);
    }
    return new GgufReader(cursor, version, isLittle);
  }

  async #string(longest: number): Promise<string> {
    const length = await this.cursor.count(this.isLittle);
    if (length > longest) throw badFile("A name in the header is longer than the format allows.");
    return this.cursor.text(length);
  }

  async facts(count: number): Promise<Map<string, string>> {
    const facts = new Map<string, string>();
    for (let index = 0; index < count; index += 1) {
      const key = await this.#string(longestName);
      if (facts.has(key)) throw badFile(`The metadata names "${key.slice(0, 80)}" twice.`);
      facts.set(key, await this.#value(await this.cursor.uint32(this.isLittle), 0));
    }
    return facts;
  }

  async #value(type: number, depth: number): Promise<string> {
    if (type === ggufValue.string) return this.#shownString();
    if (type === ggufValue.array) return this.#array(depth);
    const bytes = ggufValueBytes.get(type);
    if (bytes === undefined)
      throw badFile("The metadata holds a type that the format does not know.");
    return showGgufValue(type, await this.cursor.bytes(bytes), this.isLittle);
  }

  async #shownString(): Promise<string> {
    const length = await this.cursor.count(this.isLittle);
    if (length <= longestName) return this.cursor.text(length);
    this.cursor.skip(length);
    return `text of ${String(length)} bytes`;
  }

  async #array(depth: number): Promise<string> {
    if (depth >= deepestArray) throw badFile("The metadata is nested too deeply.");
    const type = await this.cursor.uint32(this.isLittle);
    const count = await this.cursor.count(this.isLittle);
    const fixed = ggufValueBytes.get(type);
    const shortest = fixed ?? (type === ggufValue.array ? 12 : 8);
    if (count > this.cursor.remaining / shortest) {
      throw badFile("An array in the metadata is longer than the file.");
    }
    const shown: string[] = [];
    for (let index = 0; index < count; index += 1) {
      if (index < shownOfArray) shown.push(await this.#value(type, depth + 1));
      else if (fixed !== undefined) {
        this.cursor.skip((count - index) * fixed);
        break;
      } else if (type === ggufValue.string) await this.#skipString();
      else await this.#value(type, depth + 1);
    }
    const rest = count > shownOfArray ? `, … (${String(count)} in all)` : "";
    return `[${shown.join(", ")}${rest}]`;
  }

  async #skipString(): Promise<void> {
    this.cursor.skip(await this.cursor.count(this.isLittle));
  }

  async tensors(count: number, alignment: number): Promise<TensorInfo[]> {
    const entries: (TensorInfo & { offset: number })[] = [];
    const names = new Set<string>();
    for (let index = 0; index < count; index += 1) {
      const entry = await this.#tensor();
      if (names.has(entry.name))
        throw badFile(`Tensor "${entry.name.slice(0, 80)}" is there twice.`);
      names.add(entry.name);
      if (entry.offset % alignment !== 0) {
        throw badFile(`Tensor "${entry.name.slice(0, 80)}" does not begin where one may.`);
      }
      entries.push(entry);
    }
    const dataStart = Math.ceil(this.cursor.position / alignment) * alignment;
    const end = this.cursor.position + this.cursor.remaining;
    let free = 0;
    for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
      if (entry.offset < free)
        throw badFile(`Tensor "${entry.name.slice(0, 80)}" overlaps another.`);
      free = entry.offset + entry.bytes;
      if (dataStart + free > end) {
        throw badFile(`Tensor "${entry.name.slice(0, 80)}" ends after the file does.`);
      }
    }
    return entries.map(({ offset, ...entry }) => ({ ...entry, start: dataStart + offset }));
  }

  async #tensor(): Promise<TensorInfo & { offset: number }> {
    const name = await this.#string(longestName);
    const dimensions = await this.cursor.uint32(this.isLittle);
    if (dimensions > mostDimensions) throw badFile("A tensor has too many dimensions.");
    const shape: number[] = [];
    for (let index = 0; index < dimensions; index += 1) {
      shape.unshift(await this.cursor.count(this.isLittle));
    }
    const type = findGgufTensorType(await this.cursor.uint32(this.isLittle));
    if (type === null) {
      throw badFile(`Tensor "${name.slice(0, 80)}" has a type that is not known here.`);
    }
    const offset = await this.cursor.count(this.isLittle);
    const parameters = countElements(shape, name);
    const bytes = type.bytesOf(parameters);
    if (bytes === null) throw badFile(`Tensor "${name.slice(0, 80)}" does not fill whole blocks.`);
    const length = safeCount(bytes);
    return { name, type: type.name, shape, parameters, bytes: length, start: null, offset };
  }
}
