import { badFile } from "./byte-source.ts";

/** What begins a .npy file: element type and shape (NumPy, NEP 1). Null for other content. Objects are pickles. */
export function readNpyHeader(bytes: Uint8Array): { type: string; shape: number[] } | null {
  if (bytes.length < 12 || String.fromCharCode(...bytes.subarray(1, 6)) !== "NUMPY") return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const isShort = bytes[6] === 1;
  const start = isShort ? 10 : 12;
  const length = isShort ? view.getUint16(8, true) : view.getUint32(8, true);
  if (start + length > bytes.length) throw badFile("The header of an array is too long.");
  const header = new TextDecoder("latin1").decode(bytes.subarray(start, start + length));
  const type = /'descr':\s*'([^']{1,40})'/.exec(header)?.[1];
  const shape = /'shape':\s*\(([\d,\s]{0,400})\)/.exec(header)?.[1];
  if (type === undefined || shape === undefined) return { type: "structured", shape: [] };
  const sizes = shape.split(",").flatMap((part) => (part.trim() === "" ? [] : [Number(part)]));
  if (!sizes.every((size) => Number.isSafeInteger(size))) {
    throw badFile("The shape of an array is larger than any file.");
  }
  return { type: type.includes("O") ? "Python objects, not opened" : type, shape: sizes };
}
