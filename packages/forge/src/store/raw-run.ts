import type { ChunkIndex } from "./chunk-index.ts";
import { isSameName, nameOf, toHex } from "./content-name.ts";
import type { ManifestEntry } from "./file-manifest.ts";
import { damaged } from "./format-error.ts";
import { frameCodec } from "./pack-format.ts";
import type { PackStore } from "./ports.ts";

/** Chunks of a file that follow one another and lie uncompressed side by side in one pack. */
export interface RawRun {
  readonly pack: string;
  readonly start: number;
  readonly bytes: number;
  readonly chunks: readonly ManifestEntry[];
}

/** The chunks of a file in order: in runs of at most `mostBytes` where they lie so, else alone. */
export async function* gatherRuns(
  index: ChunkIndex,
  chunks: AsyncIterable<ManifestEntry>,
  mostBytes: number,
): AsyncGenerator<RawRun | ManifestEntry> {
  let open: { pack: string; start: number; bytes: number; chunks: ManifestEntry[] } | null = null;
  for await (const { name, length } of chunks) {
    const place = index.find(name);
    const isRaw = place?.frame.codec === frameCodec.raw && place.length === length;
    const start = isRaw ? place.frame.offset + place.offset : -1;
    if (open !== null) {
      const goesOn = isRaw && place.pack === open.pack && start === open.start + open.bytes;
      if (goesOn && open.bytes + length <= mostBytes) {
        open.chunks.push({ name, length });
        open.bytes += length;
        continue;
      }
      yield open;
      open = null;
    }
    if (isRaw) open = { pack: place.pack, start, bytes: length, chunks: [{ name, length }] };
    else yield { name, length };
  }
  if (open !== null) yield open;
}

/**
 * The bytes of a run, each chunk checked against its name, in the memory of `into` where the store can use it.
 * `forge.missing-pack` where the pack was collected meanwhile, `forge.damaged`.
 */
export async function readRun(
  packs: Pick<PackStore, "read">,
  { pack, start, bytes, chunks }: RawRun,
  into: Uint8Array,
): Promise<Uint8Array> {
  const read = await packs.read(pack, start, start + bytes, into);
  let at = 0;
  for (const { name, length } of chunks) {
    if (!isSameName(nameOf(read.subarray(at, at + length)), name)) {
      throw damaged(`chunk ${toHex(name)} in pack ${pack}`, { pack });
    }
    at += length;
  }
  return read;
}
