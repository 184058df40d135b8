import { ByteReader, ByteWriter } from "./bytes.ts";

const magic = "BFC1";
const mostParents = 16;
const longestText = 60 * 1024;

export interface Commit {
  readonly tree: Uint8Array;
  readonly parents: readonly Uint8Array[];
  readonly author: { readonly name: string; readonly email: string };
  /** When it was made, by the clock of its author. */
  readonly madeAtMs: number;
  readonly message: string;
}

/** The bytes of a commit; its name is their hash. */
export function encodeCommit(commit: Commit): Uint8Array {
  const writer = new ByteWriter();
  writer.bytes(new TextEncoder().encode(magic));
  writer.bytes(commit.tree);
  writer.uint8(commit.parents.length);
  for (const parent of commit.parents) writer.bytes(parent);
  writer.uint64(commit.madeAtMs);
  writer.text(commit.author.name);
  writer.text(commit.author.email);
  writer.text(commit.message);
  return writer.finish();
}

export function decodeCommit(bytes: Uint8Array): Commit {
  const reader = new ByteReader(bytes, "a commit");
  if (bytes.length > longestText * 2) reader.fail("is too long");
  reader.expectText(magic);
  const tree = reader.name();
  const parentCount = reader.uint8();
  if (parentCount > mostParents) reader.fail("has too many parents");
  const parents = Array.from({ length: parentCount }, () => reader.name());
  const madeAtMs = reader.uint64();
  const author = { name: reader.text(), email: reader.text() };
  const message = reader.text();
  reader.expectEnd();
  return { tree, parents, author, madeAtMs, message };
}
