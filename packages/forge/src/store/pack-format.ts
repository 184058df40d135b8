import { ByteReader, ByteWriter } from "./bytes.ts";
import { isSameName, nameOf } from "./content-name.ts";
import { damaged } from "./format-error.ts";

export const packMagic = "BYTEPAK1";
export const packTrailerBytes = 4 + 32 + 8;
export const packLimits = {
  bytes: 64 * 1024 * 1024,
  chunks: 8192,
  /** Raw bytes of a frame. */
  frameBytes: 1024 * 1024,
} as const;

export const frameCodec = { raw: 0, zstd: 1 } as const;
export type FrameCodec = (typeof frameCodec)[keyof typeof frameCodec];

/** A run of chunks that is stored, and compressed, as one. */
export interface Frame {
  readonly codec: FrameCodec;
  /** Where its stored bytes begin in the pack. */
  readonly offset: number;
  readonly storedBytes: number;
  readonly rawBytes: number;
  readonly chunks: readonly FrameChunk[];
}

export interface FrameChunk {
  readonly name: Uint8Array;
  readonly length: number;
}

export type NewFrame = Omit<Frame, "offset">;

const frameEntryBytes = 1 + 4 + 4 + 4;
const chunkEntryBytes = 32 + 4;

/** Makes the name of every pack its own: one that is being collected is never written again. */
const saltBytes = 16;

export function indexBytes(frames: number, chunks: number): number {
  return saltBytes + 8 + frames * frameEntryBytes + chunks * chunkEntryBytes;
}

/** The index of a pack and the trailer behind it. The pack's name is the BLAKE3 hash of the index. */
export function encodePackEnd(frames: readonly NewFrame[]): {
  readonly name: Uint8Array;
  readonly bytes: Uint8Array;
} {
  const chunks = frames.reduce((sum, frame) => sum + frame.chunks.length, 0);
  const writer = new ByteWriter(indexBytes(frames.length, chunks) + packTrailerBytes);
  writer.bytes(crypto.getRandomValues(new Uint8Array(saltBytes)));
  writer.uint32(frames.length);
  writer.uint32(chunks);
  for (const frame of frames) {
    writer.uint8(frame.codec);
    writer.uint32(frame.storedBytes);
    writer.uint32(frame.rawBytes);
    writer.uint32(frame.chunks.length);
  }
  for (const frame of frames) {
    for (const chunk of frame.chunks) {
      writer.bytes(chunk.name);
      writer.uint32(chunk.length);
    }
  }
  const name = nameOf(writer.finish());
  writer.uint32(writer.length);
  writer.bytes(name);
  writer.bytes(new TextEncoder().encode(packMagic));
  return { name, bytes: writer.finish() };
}

/** Reads the last 44 bytes of a pack: how long its index is, and the pack's name. */
export function decodeTrailer(trailer: Uint8Array, packBytes: number) {
  const reader = new ByteReader(trailer, "the end of a pack");
  const length = reader.uint32();
  const name = reader.name();
  reader.expectText(packMagic);
  reader.expectEnd();
  if (length < saltBytes + 8 || length > packBytes - packMagic.length - packTrailerBytes) {
    throw damaged("the index of a pack is longer than the pack");
  }
  return { indexBytes: length, name };
}

/** The frames of a pack from its index; `forge.damaged` when anything does not add up. */
export function decodePackIndex(
  index: Uint8Array,
  expectedName: Uint8Array,
  packBytes: number,
): Frame[] {
  if (!isSameName(nameOf(index), expectedName)) throw damaged("the index of a pack is not its own");
  const reader = new ByteReader(index, "the index of a pack");
  reader.bytes(saltBytes);
  const frameCount = reader.uint32();
  const chunkCount = reader.uint32();
  if (chunkCount > packLimits.chunks || frameCount > chunkCount) reader.fail("has too many chunks");
  if (index.length !== indexBytes(frameCount, chunkCount)) reader.fail("has the wrong length");
  const frames: (Frame & { readonly chunks: FrameChunk[] })[] = [];
  const counts: number[] = [];
  let offset = packMagic.length;
  for (let at = 0; at < frameCount; at += 1) {
    const codec = readCodec(reader);
    const storedBytes = reader.uint32();
    const rawBytes = reader.uint32();
    counts.push(reader.uint32());
    if (rawBytes === 0 || rawBytes > packLimits.frameBytes) reader.fail("has a frame too large");
    if (codec === frameCodec.raw && storedBytes !== rawBytes) reader.fail("has a frame too long");
    frames.push({ codec, offset, storedBytes, rawBytes, chunks: [] });
    offset += storedBytes;
  }
  if (offset + index.length + packTrailerBytes !== packBytes) reader.fail("misses a part");
  for (const [at, frame] of frames.entries()) {
    let inFrame = 0;
    for (let chunk = counts[at] ?? 0; chunk > 0; chunk -= 1) {
      const name = reader.name();
      const length = reader.uint32();
      if (length === 0) reader.fail("has an empty chunk");
      inFrame += length;
      frame.chunks.push({ name, length });
    }
    if (inFrame !== frame.rawBytes) reader.fail("has chunks that do not fill their frame");
  }
  reader.expectEnd();
  return frames;
}

function readCodec(reader: ByteReader): FrameCodec {
  const codec = reader.uint8();
  if (codec === frameCodec.raw || codec === frameCodec.zstd) return codec;
  return reader.fail("has an unknown codec");
}
