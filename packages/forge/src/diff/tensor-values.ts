type Decode = (view: DataView, at: number) => number;

const decoders = new Map<string, readonly [bytes: number, decode: Decode]>([
  ["F64", [8, (view, at) => view.getFloat64(at, true)]],
  ["F32", [4, (view, at) => view.getFloat32(at, true)]],
  ["F16", [2, (view, at) => decodeHalf(view.getUint16(at, true))]],
  ["BF16", [2, (view, at) => decodeBrainFloat(view.getUint16(at, true))]],
  ["I64", [8, (view, at) => Number(view.getBigInt64(at, true))]],
  ["U64", [8, (view, at) => Number(view.getBigUint64(at, true))]],
  ["I32", [4, (view, at) => view.getInt32(at, true)]],
  ["U32", [4, (view, at) => view.getUint32(at, true)]],
  ["I16", [2, (view, at) => view.getInt16(at, true)]],
  ["U16", [2, (view, at) => view.getUint16(at, true)]],
  ["I8", [1, (view, at) => view.getInt8(at)]],
  ["U8", [1, (view, at) => view.getUint8(at)]],
  ["BOOL", [1, (view, at) => view.getUint8(at)]],
]);

/** Bytes of one value, or null for a packed type whose values have no bytes of their own. */
export function valueBytes(type: string): number | null {
  return decoders.get(type)?.[0] ?? null;
}

/** Values of a tensor's bytes, little-endian as model files store them. */
export function decodeValues(type: string, bytes: Uint8Array): Float64Array {
  const decoder = decoders.get(type);
  if (decoder === undefined) return new Float64Array(0);
  const [size, decode] = decoder;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Float64Array.from({ length: Math.floor(bytes.length / size) }, (_, index) =>
    decode(view, index * size),
  );
}

/** IEEE 754 binary16. */
function decodeHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const scratch = new DataView(new ArrayBuffer(4));

/** The upper half of a binary32. */
function decodeBrainFloat(bits: number): number {
  scratch.setUint32(0, bits * 65_536);
  return scratch.getFloat32(0);
}
