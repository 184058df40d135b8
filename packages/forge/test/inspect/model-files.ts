/** Builders of small model files, well-formed unless told otherwise. */

export function safetensorsFile(
  header: string | object,
  dataBytes: number,
  statedLength?: bigint,
): Uint8Array {
  const text = new TextEncoder().encode(
    typeof header === "string" ? header : JSON.stringify(header),
  );
  const file = new Uint8Array(8 + text.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, statedLength ?? BigInt(text.length), true);
  file.set(text, 8);
  return file;
}

/** Appends little-endian values. */
export class Bytes {
  readonly #parts: Uint8Array[] = [];

  raw(bytes: Uint8Array | readonly number[]): this {
    this.#parts.push(Uint8Array.from(bytes));
    return this;
  }

  text(text: string): this {
    return this.raw(new TextEncoder().encode(text));
  }

  uint32(value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value, true);
    return this.raw(bytes);
  }

  uint64(value: number | bigint): this {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
    return this.raw(bytes);
  }

  string(text: string): this {
    return this.uint64(new TextEncoder().encode(text).length).text(text);
  }

  get length(): number {
    return this.#parts.reduce((sum, part) => sum + part.length, 0);
  }

  padTo(multiple: number): this {
    return this.raw(new Uint8Array((multiple - (this.length % multiple)) % multiple));
  }

  done(): Uint8Array {
    return Uint8Array.from(this.#parts.flatMap((part) => [...part]));
  }
}

interface GgufTensor {
  readonly name: string;
  /** As the file lists them: the fastest dimension first. */
  readonly shape: readonly (number | bigint)[];
  readonly type: number;
  readonly offset: number;
}

export function ggufFile({
  facts = [],
  tensors = [],
  dataBytes = 0,
  tensorCount = tensors.length,
  factCount = facts.length,
}: {
  facts?: readonly ((bytes: Bytes) => Bytes)[];
  tensors?: readonly GgufTensor[];
  dataBytes?: number;
  tensorCount?: number | bigint;
  factCount?: number | bigint;
}): Uint8Array {
  const bytes = new Bytes().text("GGUF").uint32(3).uint64(tensorCount).uint64(factCount);
  for (const fact of facts) fact(bytes);
  for (const { name, shape, type, offset } of tensors) {
    bytes.string(name).uint32(shape.length);
    for (const size of shape) bytes.uint64(size);
    bytes.uint32(type).uint64(offset);
  }
  return bytes.padTo(32).raw(new Uint8Array(dataBytes)).done();
}

function varint(value: bigint): number[] {
  const out: number[] = [];
  let rest = value;
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    out.push(rest > 0n ? low | 0x80 : low);
  } while (rest > 0n);
  return out;
}

export function numberField(field: number, value: bigint | number): Uint8Array {
  return Uint8Array.from([...varint(BigInt(field * 8)), ...varint(BigInt(value))]);
}

export function bytesField(field: number, content: Uint8Array | string): Uint8Array {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return Uint8Array.from([
    ...varint(BigInt(field * 8 + 2)),
    ...varint(BigInt(bytes.length)),
    ...bytes,
  ]);
}

export function message(...fields: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(fields.flatMap((field) => [...field]));
}
