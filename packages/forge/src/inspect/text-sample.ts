import { badFile } from "./byte-source.ts";

/** The text of a file's first bytes; a character that the cut went through is left out. Refuses other than UTF-8. */
export function decodeSample(bytes: Uint8Array, isWhole: boolean): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !isWhole });
    if (text.includes("\0")) throw badFile("This is not a text file.");
    return text;
  } catch {
    throw badFile("This file is not text in UTF-8.");
  }
}
