/** Tensor types of ggml by number: name, elements a block, bytes a block (ggml's `ggml_type` and its blocks). */
const tensorTypes = new Map<number, readonly [name: string, elements: number, bytes: number]>([
  [0, ["F32", 1, 4]],
  [1, ["F16", 1, 2]],
  [2, ["Q4_0", 32, 18]],
  [3, ["Q4_1", 32, 20]],
  [6, ["Q5_0", 32, 22]],
  [7, ["Q5_1", 32, 24]],
  [8, ["Q8_0", 32, 34]],
  [9, ["Q8_1", 32, 36]],
  [10, ["Q2_K", 256, 84]],
  [11, ["Q3_K", 256, 110]],
  [12, ["Q4_K", 256, 144]],
  [13, ["Q5_K", 256, 176]],
  [14, ["Q6_K", 256, 210]],
  [15, ["Q8_K", 256, 292]],
  [16, ["IQ2_XXS", 256, 66]],
  [17, ["IQ2_XS", 256, 74]],
  [18, ["IQ3_XXS", 256, 98]],
  [19, ["IQ1_S", 256, 50]],
  [20, ["IQ4_NL", 32, 18]],
  [21, ["IQ3_S", 256, 110]],
  [22, ["IQ2_S", 256, 82]],
  [23, ["IQ4_XS", 256, 136]],
  [24, ["I8", 1, 1]],
  [25, ["I16", 1, 2]],
  [26, ["I32", 1, 4]],
  [27, ["I64", 1, 8]],
  [28, ["F64", 1, 8]],
  [29, ["IQ1_M", 256, 56]],
  [30, ["BF16", 1, 2]],
  [34, ["TQ1_0", 256, 54]],
  [35, ["TQ2_0", 256, 66]],
  [39, ["MXFP4", 32, 17]],
]);

export interface GgufTensorType {
  readonly name: string;
  /** Bytes of so many elements, or null when they do not fill whole blocks. */
  bytesOf(elements: number): bigint | null;
}

export function findGgufTensorType(number: number): GgufTensorType | null {
  const known = tensorTypes.get(number);
  if (known === undefined) return null;
  const [name, perBlock, blockBytes] = known;
  return {
    name,
    bytesOf: (elements) =>
      elements % perBlock === 0 ? (BigInt(elements) / BigInt(perBlock)) * BigInt(blockBytes) : null,
  };
}

export const ggufValue = { bool: 7, string: 8, array: 9 } as const;

/** Bytes of the metadata values that have a fixed length, by the number of their type. */
export const ggufValueBytes: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 4],
  [5, 4],
  [6, 4],
  [ggufValue.bool, 1],
  [10, 8],
  [11, 8],
  [12, 8],
]);

/** A fixed-length metadata value as text. */
export function showGgufValue(type: number, bytes: Uint8Array, isLittle: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  switch (type) {
    case 0:
      return String(view.getUint8(0));
    case 1:
      return String(view.getInt8(0));
    case 2:
      return String(view.getUint16(0, isLittle));
    case 3:
      return String(view.getInt16(0, isLittle));
    case 4:
      return String(view.getUint32(0, isLittle));
    case 5:
      return String(view.getInt32(0, isLittle));
    case 6:
      return String(Number(view.getFloat32(0, isLittle).toPrecision(7)));
    case ggufValue.bool:
      return view.getUint8(0) === 0 ? "false" : "true";
    case 10:
      return String(view.getBigUint64(0, isLittle));
    case 11:
      return String(view.getBigInt64(0, isLittle));
    default:
      return String(view.getFloat64(0, isLittle));
  }
}
