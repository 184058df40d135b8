import { randomBytes } from "node:crypto";

export const partBytes = 6 * 2 ** 20;
const pieceBytes = 256 * 1024;
const block = randomBytes(partBytes);

/**
 * A content of any size that costs no memory: one block of noise again and again, marked with its number.
 * The same in this process whenever it is asked for, so that a download can be compared with it.
 */
export function* readContent(fromByte: number, toByte: number): Generator<Buffer> {
  for (let at = fromByte; at < toByte;) {
    const number = Math.floor(at / partBytes);
    const start = at - number * partBytes;
    const length = Math.min(pieceBytes, partBytes - start, toByte - at);
    const piece = Buffer.from(block.subarray(start, start + length));
    if (start === 0) piece.writeUInt32BE(number);
    yield piece;
    at += length;
  }
}

/** Compares a content, given in order and in pieces of any size, with the one above. */
export class ContentComparison {
  #position = 0;
  #isSame = true;

  add(chunk: Buffer): void {
    let offset = 0;
    for (const expected of readContent(this.#position, this.#position + chunk.length)) {
      this.#isSame &&= expected.equals(chunk.subarray(offset, offset + expected.length));
      offset += expected.length;
    }
    this.#position += chunk.length;
  }

  isWhole(sizeBytes: number): boolean {
    return this.#isSame && this.#position === sizeBytes;
  }
}
