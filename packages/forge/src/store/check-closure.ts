import type { ChunkReader } from "./chunk-store.ts";
import { decodeCommit } from "./commit.ts";
import { toHex } from "./content-name.ts";
import { readManifest } from "./file-manifest.ts";
import { missingChunk } from "./format-error.ts";
import type { NamedCommit } from "./history.ts";
import { NameTable } from "./name-table.ts";
import { readTree } from "./tree.ts";

export interface ClosureOptions {
  readonly reader: ChunkReader;
  readonly commit: Uint8Array;
  /** Trees of commits of which all is known to be there, by the names of the commits. */
  readonly known: ReadonlyMap<string, Uint8Array>;
  /** Whether a chunk is there to stay. */
  has(name: Uint8Array): Promise<boolean>;
}

/**
 * Follows a commit to everything that it reaches and the known commits do not, and makes sure that it is there.
 * Returns the new commits, ancestors last. Throws `forge.missing-chunk` for what is not, `forge.damaged` for
 * what cannot be read.
 */
export async function checkClosure(options: ClosureOptions): Promise<readonly NamedCommit[]> {
  const { reader, commit, known } = options;
  const seen = new NameTable();
  const require = async (name: Uint8Array) => {
    if (seen.add(name) && !(await options.has(name))) throw missingChunk(toHex(name));
  };
  const commits: NamedCommit[] = [];
  const visited = new Set<string>();
  const bases = new Set<string>();
  const queue = [commit];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const hex = toHex(name);
    if (known.has(hex)) bases.add(hex);
    if (known.has(hex) || visited.has(hex)) continue;
    visited.add(hex);
    await require(name);
    const decoded = decodeCommit(await reader.read(name));
    commits.push({ ...decoded, name });
    queue.push(...decoded.parents);
  }
  if (commits.length === 0) return commits;
  // Files of one chunk apart from those of several: the one's content may be the other's list.
  const wholeChunks = new NameTable();
  const wholeFiles = new NameTable();
  const wholeOf = (isManifest: boolean) => (isManifest ? wholeFiles : wholeChunks);
  const wholeNodes = new NameTable();
  for (const base of bases) {
    const tree = known.get(base);
    if (tree === undefined) continue;
    for await (const entry of readTree(reader, tree, {}, (name) => wholeNodes.add(name))) {
      if (entry.content !== null) wholeOf(entry.isManifest).add(entry.content);
    }
  }
  for (const { tree } of commits) {
    const nodes: Uint8Array[] = [];
    const visit = (name: Uint8Array) => {
      const isNew = wholeNodes.add(name);
      if (isNew) nodes.push(name.slice());
      return isNew;
    };
    for await (const { content, isManifest, size } of readTree(reader, tree, {}, visit)) {
      if (content === null || !wholeOf(isManifest).add(content)) continue;
      if (!isManifest) await require(content);
      else await requireFile(content, size);
    }
    for (const name of nodes) await require(name);
  }
  return commits;

  async function requireFile(content: Uint8Array, size: number): Promise<void> {
    const nodes: Uint8Array[] = [];
    const visit = (name: Uint8Array) => {
      const isNew = wholeNodes.add(name);
      if (isNew) nodes.push(name.slice());
      return isNew;
    };
    const whole = { start: 0, end: size };
    for await (const { name } of readManifest(reader, content, size, whole, visit)) {
      await require(name);
    }
    for (const name of nodes) await require(name);
  }
}
