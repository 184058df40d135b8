import { blake3 } from "@napi-rs/blake-hash";

/** Bytes of a name: BLAKE3 with its default length. */
export const nameBytes = 32;

/** The name of anything in a repository: the BLAKE3 hash of its bytes. */
export function nameOf(bytes: Uint8Array): Uint8Array {
  return blake3(bytes);
}

export function isSameName(one: Uint8Array, other: Uint8Array): boolean {
  for (let at = 0; at < nameBytes; at += 1) if (one[at] !== other[at]) return false;
  return true;
}

export function toHex(name: Uint8Array): string {
  return Buffer.from(name.buffer, name.byteOffset, name.length).toString("hex");
}

/** Null when the text is not a name in lower-case hexadecimal. */
export function parseName(text: string): Uint8Array | null {
  return /^[0-9a-f]{64}$/.test(text) ? new Uint8Array(Buffer.from(text, "hex")) : null;
}
