import type { ByteSource } from "../inspect/byte-source.ts";
import type { ChunkStore } from "./chunk-store.ts";
import { readManifest } from "./file-manifest.ts";
import { damaged } from "./format-error.ts";
import type { TreeEntry } from "./tree.ts";

/** A file of a repository, read by range: only the chunks that cover the range are fetched. */
export function openFile(store: ChunkStore, entry: TreeEntry): ByteSource {
  return {
    size: entry.size,
    async read(start, end) {
      const { content } = entry;
      if (content === null || start === end) return new Uint8Array(0);
      if (!entry.isManifest) {
        const bytes = await store.read(content);
        if (bytes.length !== entry.size) throw damaged("a file is not as long as its entry says");
        return bytes.subarray(start, end);
      }
      const target = new Uint8Array(end - start);
      for await (const chunk of readManifest(store, content, entry.size, { start, end })) {
        const bytes = await store.read(chunk.name);
        if (bytes.length !== chunk.length) throw damaged("a chunk is not as long as its file says");
        const from = Math.max(0, start - chunk.start);
        const to = Math.min(chunk.length, end - chunk.start);
        target.set(bytes.subarray(from, to), chunk.start + from - start);
      }
      return target;
    },
  };
}
