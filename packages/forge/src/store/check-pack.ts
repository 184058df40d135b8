import { readPackIndex } from "./chunk-store.ts";
import { damaged } from "./format-error.ts";
import { NameTable } from "./name-table.ts";
import { packMagic, packTrailerBytes, indexBytes } from "./pack-format.ts";
import { verifyFrames, type ReadRange } from "./verify-store.ts";

const windowBytes = 8 * 1024 * 1024;

/**
 * Reads a pack that somebody else wrote from its first byte to its last and hashes every chunk. Returns its
 * index with the trailer. Throws `forge.damaged` when anything is not what it says it is.
 */
export async function checkPack(
  pack: { readonly name: string; readonly bytes: number },
  read: ReadRange,
): Promise<Uint8Array> {
  const ahead = readAhead(read, pack.bytes);
  const frames = await readPackIndex({ read: (_, start, end) => ahead(start, end) }, pack);
  const magic = new TextDecoder().decode(await ahead(0, packMagic.length));
  if (magic !== packMagic) throw damaged("this is no pack");
  const { reason } = await verifyFrames(ahead, frames, new NameTable());
  if (reason !== null) throw damaged(reason);
  const chunks = frames.reduce((sum, frame) => sum + frame.chunks.length, 0);
  const tailBytes = indexBytes(frames.length, chunks) + packTrailerBytes;
  return (await ahead(pack.bytes - tailBytes, pack.bytes)).slice();
}

/** The same bytes in fewer requests, for who reads forwards. */
export function readAhead(read: ReadRange, totalBytes: number): ReadRange {
  let window: Uint8Array = new Uint8Array(0);
  let windowStart = 0;
  return async (start, end) => {
    if (start < windowStart || end > windowStart + window.length) {
      const windowEnd = Math.min(totalBytes, Math.max(end, start + windowBytes));
      window = await read(start, windowEnd);
      windowStart = start;
    }
    return window.subarray(start - windowStart, end - windowStart);
  };
}
