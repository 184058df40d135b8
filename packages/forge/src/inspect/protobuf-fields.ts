import { type ByteCursor, safeCount } from "./byte-cursor.ts";
import { badFile } from "./byte-source.ts";

const longestText = 64 * 1024;

/** A field of a protobuf message: a number, or a place of `length` bytes that the reader takes or skips. */
export type ProtobufField =
  | { readonly number: number; readonly wire: "varint"; readonly value: bigint }
  | { readonly number: number; readonly wire: "bytes"; readonly length: number }
  | { readonly number: number; readonly wire: "fixed"; readonly length: 4 | 8 };

/** Reads the next field's head; for `bytes` and `fixed` the cursor stands at the content. */
export async function readField(cursor: ByteCursor): Promise<ProtobufField> {
  const tag = safeCount(await readVarint(cursor));
  const number = Math.floor(tag / 8);
  if (number === 0) throw badFile("This is not a valid model file.");
  switch (tag % 8) {
    case 0:
      return { number, wire: "varint", value: await readVarint(cursor) };
    case 1:
      return { number, wire: "fixed", length: 8 };
    case 2: {
      const length = safeCount(await readVarint(cursor));
      if (length > cursor.remaining) throw badFile("A part of this file is longer than the file.");
      return { number, wire: "bytes", length };
    }
    case 5:
      return { number, wire: "fixed", length: 4 };
    default:
      throw badFile("This is not a valid model file.");
  }
}

/** Base-128 integer of at most 64 bits (Protocol Buffers, Encoding). */
export async function readVarint(cursor: ByteCursor): Promise<bigint> {
  let value = 0n;
  for (let shift = 0n; shift < 70n; shift += 7n) {
    const byte = await cursor.uint8();
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) return BigInt.asUintN(64, value);
  }
  throw badFile("A number in this file does not end.");
}

/** A field's own reader; what none takes is skipped without reading it. */
export type FieldReaders = Readonly<
  Record<number, (cursor: ByteCursor, field: ProtobufField) => Promise<void> | undefined>
>;

/** Reads the fields of a message that ends at `end` with the readers of their numbers. */
export async function readMessage(
  cursor: ByteCursor,
  end: number,
  readers: FieldReaders,
): Promise<void> {
  while (cursor.position < end) {
    const field = await readField(cursor);
    const contentEnd = cursor.position + (field.wire === "varint" ? 0 : field.length);
    if (contentEnd > end) throw badFile("A part of this file is longer than what holds it.");
    await readers[field.number]?.(cursor, field);
    if (cursor.position > contentEnd) throw badFile("A part of this file is longer than it says.");
    cursor.skip(contentEnd - cursor.position);
  }
}

export async function readNested(
  cursor: ByteCursor,
  field: ProtobufField,
  readers: FieldReaders,
): Promise<void> {
  if (field.wire !== "bytes") throw badFile("A part of this model is not a message.");
  await readMessage(cursor, cursor.position + field.length, readers);
}

export async function readText(cursor: ByteCursor, field: ProtobufField): Promise<string> {
  if (field.wire !== "bytes") throw badFile("A name in this model is not text.");
  if (field.length <= longestText) return cursor.text(field.length);
  return `text of ${String(safeCount(BigInt(field.length)))} bytes`;
}
