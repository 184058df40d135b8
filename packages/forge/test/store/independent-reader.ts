import { zstdDecompressSync } from "node:zlib";
import { blake3 } from "@noble/hashes/blake3";

// Written from docs/forge-format.md alone, and shares nothing with the code it checks.

export interface IndependentFile {
  readonly kind: number;
  readonly bytes: Buffer;
}

/** Everything that a commit holds, by path, from the bytes of the packs of its store. */
export function readCommitFiles(packs: readonly Uint8Array[], commit: string) {
  const chunks = new Map<string, Buffer>();
  for (const pack of packs) readPack(Buffer.from(pack), chunks);
  const get = (name: string) => {
    const chunk = chunks.get(name);
    if (!chunk) throw new Error(`no chunk ${name}`);
    return chunk;
  };

  const bytes = get(commit);
  expectMagic(bytes, "BFC1");
  const tree = bytes.toString("hex", 4, 36);
  const parentCount = bytes.readUInt8(36);
  let at = 37;
  const parents: string[] = [];
  for (let parent = 0; parent < parentCount; parent += 1, at += 32) {
    parents.push(bytes.toString("hex", at, at + 32));
  }
  const time = Number(bytes.readBigUInt64LE(at));
  at += 8;
  const texts: string[] = [];
  for (let text = 0; text < 3; text += 1) {
    const [length, start] = varint(bytes, at);
    texts.push(bytes.toString("utf8", start, start + length));
    at = start + length;
  }
  const files = new Map<string, IndependentFile>();
  readTreeNode(get, tree, files);
  return { parents, time, author: texts[0], email: texts[1], message: texts[2], files };
}

function readPack(pack: Buffer, chunks: Map<string, Buffer>): void {
  expectMagic(pack, "BYTEPAK1");
  const trailer = pack.length - 44;
  const index = pack.subarray(trailer - pack.readUInt32LE(trailer), trailer);
  const name = pack.subarray(trailer + 4, trailer + 36);
  if (!name.equals(Buffer.from(blake3(index)))) throw new Error("the index is not the named one");
  const frameCount = index.readUInt32LE(16);
  let chunkAt = 24 + frameCount * 13;
  let storedAt = 8;
  for (let frame = 0; frame < frameCount; frame += 1) {
    const entry = 24 + frame * 13;
    const stored = pack.subarray(storedAt, storedAt + index.readUInt32LE(entry + 1));
    storedAt += stored.length;
    const raw = index.readUInt8(entry) === 1 ? zstdDecompressSync(stored) : stored;
    if (raw.length !== index.readUInt32LE(entry + 5)) throw new Error("a frame of another length");
    let rawAt = 0;
    for (let chunk = index.readUInt32LE(entry + 9); chunk > 0; chunk -= 1, chunkAt += 36) {
      const length = index.readUInt32LE(chunkAt + 32);
      const bytes = raw.subarray(rawAt, rawAt + length);
      const hash = Buffer.from(blake3(bytes)).toString("hex");
      if (hash !== index.toString("hex", chunkAt, chunkAt + 32)) throw new Error("not its name");
      chunks.set(hash, bytes);
      rawAt += length;
    }
  }
}

function readTreeNode(
  get: (name: string) => Buffer,
  name: string,
  files: Map<string, IndependentFile>,
): void {
  const node = get(name);
  expectMagic(node, "BFT1");
  const level = node.readUInt8(4);
  let at = 9;
  let path = Buffer.alloc(0);
  for (let entry = node.readUInt32LE(5); entry > 0; entry -= 1) {
    const [shared, afterShared] = varint(node, at);
    const [rest, start] = varint(node, afterShared);
    path = Buffer.concat([path.subarray(0, shared), node.subarray(start, start + rest)]);
    at = start + rest;
    if (level > 0) {
      at = varint(node, at)[1] + 32;
      readTreeNode(get, node.toString("hex", at - 32, at), files);
      continue;
    }
    const kind = node.readUInt8(at);
    const [size, behind] = varint(node, at + 1);
    at = size === 0 ? behind : behind + 32;
    const content = node.toString("hex", behind, behind + 32);
    let bytes = Buffer.alloc(0);
    if (size > 0) bytes = kind >= 16 ? readManifestNode(get, content) : Buffer.from(get(content));
    if (bytes.length !== size) throw new Error("a file of another size");
    files.set(path.toString("utf8"), { kind: kind % 16, bytes });
  }
}

function readManifestNode(get: (name: string) => Buffer, name: string): Buffer<ArrayBuffer> {
  const node = get(name);
  expectMagic(node, "BFM1");
  const parts: Buffer[] = [];
  for (let entry = 0; entry < node.readUInt32LE(5); entry += 1) {
    const child = node.toString("hex", 9 + entry * 40, 41 + entry * 40);
    parts.push(node.readUInt8(4) === 0 ? get(child) : readManifestNode(get, child));
  }
  return Buffer.concat(parts);
}

function varint(bytes: Buffer, start: number): [value: number, behind: number] {
  let value = 0;
  for (let at = start; ; at += 1) {
    const byte = bytes.readUInt8(at);
    value += (byte & 0x7f) * 2 ** (7 * (at - start));
    if (byte < 0x80) return [value, at + 1];
  }
}

function expectMagic(bytes: Buffer, magic: string): void {
  if (bytes.toString("latin1", 0, magic.length) !== magic) throw new Error(`no ${magic}`);
}
