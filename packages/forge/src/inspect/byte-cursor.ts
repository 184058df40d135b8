import { badFile, truncated, type ByteSource } from "./byte-source.ts";

const firstWindow = 256 * 1024;
const largestWindow = 4 * 1024 * 1024;
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Walks a file forwards, reading windows that grow, and skipping over what nobody needs without reading it. */
export class ByteCursor {
  readonly #source: ByteSource;
  readonly #end: number;
  #window: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #windowStart: number;
  #position: number;
  #nextWindow = firstWindow;

  constructor(source: ByteSource, start = 0, end = source.size) {
    this.#source = source;
    this.#windowStart = start;
    this.#position = start;
    this.#end = Math.min(end, source.size);
  }

  get position(): number {
    return this.#position;
  }

  get remaining(): number {
    return this.#end - this.#position;
  }

  /** Makes the next `count` bytes readable. Awaited only when they are not in memory yet. */
  need(count: number): Promise<void> | undefined {
    if (count > this.#end - this.#position) throw truncated();
    const at = this.#position - this.#windowStart;
    if (at >= 0 && at + count <= this.#window.length) return undefined;
    return this.#fill(count);
  }

  async #fill(count: number): Promise<void> {
    const length = Math.min(this.#end - this.#position, Math.max(count, this.#nextWindow));
    this.#nextWindow = Math.min(largestWindow, this.#nextWindow * 2);
    this.#window = await this.#source.read(this.#position, this.#position + length);
    this.#view = new DataView(this.#window.buffer, this.#window.byteOffset, this.#window.length);
    this.#windowStart = this.#position;
  }

  skip(count: number): void {
    if (!(count >= 0) || count > this.#end - this.#position) throw truncated();
    this.#position += count;
  }

  #take(count: number): number {
    const at = this.#position - this.#windowStart;
    this.#position += count;
    return at;
  }

  async uint8(): Promise<number> {
    await this.need(1);
    return this.#view.getUint8(this.#take(1));
  }

  async uint32(isLittle = true): Promise<number> {
    await this.need(4);
    return this.#view.getUint32(this.#take(4), isLittle);
  }

  async uint64(isLittle = true): Promise<bigint> {
    await this.need(8);
    return this.#view.getBigUint64(this.#take(8), isLittle);
  }

  /** A 64-bit count; refused when no file could hold so many. */
  async count(isLittle = true): Promise<number> {
    return safeCount(await this.uint64(isLittle));
  }

  async bytes(count: number): Promise<Uint8Array> {
    await this.need(count);
    const at = this.#take(count);
    return this.#window.subarray(at, at + count);
  }

  async text(count: number): Promise<string> {
    return decodeText(await this.bytes(count));
  }
}

export function safeCount(value: bigint): number {
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw badFile("A count in this file is larger than any file.");
  }
  return Number(value);
}

export function decodeText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw badFile("A name in this file is not text.");
  }
}
