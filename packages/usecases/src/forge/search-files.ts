import { RepositoryId } from "@byteos/contracts/repository";
import { fileKindOf } from "@byteos/contracts/repository-file";
import { decodeText } from "@byteos/forge/diff/file-text";
import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import { openFile } from "@byteos/forge/store/file-source";
import { readTree, type TreeEntry } from "@byteos/forge/store/tree";
import { codeWords, isFound, rankTexts } from "@byteos/retrieval/lexical/rank-texts";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { ForgeMeans } from "./forge-means.ts";
import { nameFromHex, openVersion } from "./open-version.ts";
import { CommitPlace } from "./resolve-commit.ts";

export const SearchFilesInput = z.strictObject({
  repositoryId: RepositoryId,
  at: CommitPlace,
  text: z.string().trim().min(1).max(200),
});

/** What one search looks through; beyond it the result says that it is not all. */
const most = { entries: 50_000, fileBytes: 256 * 1024, bytes: 8 * 1024 * 1024 } as const;
const mostNames = 30;
const mostPassages = 40;
const linesOfPassage = 20;
const longestLine = 300;

export interface FoundLine {
  readonly path: string;
  /** One-based. */
  readonly line: number;
  readonly text: string;
}

export interface FoundFiles {
  /** Paths that have all words of the query. */
  readonly names: readonly string[];
  /** One line of each passage that has any of them, best passage first. */
  readonly lines: readonly FoundLine[];
  /** Not every file was looked through. */
  readonly isCut: boolean;
  /** The query as the words that were looked for. */
  readonly words: readonly string[];
}

interface Passage {
  readonly path: string;
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** Names, code and documents of a version, for somebody who may read it. */
export async function searchFiles({
  ctx,
  input,
  means,
}: UseCase & { readonly means: ForgeMeans }): Promise<FoundFiles> {
  requireCapability(ctx, "course.take");
  const { repositoryId, at, text } = SearchFilesInput.parse(input);
  const { commit, chunks } = await openVersion(ctx, { repositoryId, at }, means);
  const words = codeWords(text);
  const names: string[] = [];
  const passages: Passage[] = [];
  let [entries, bytes, isCut] = [0, 0, false];
  for await (const entry of readTree(chunks, nameFromHex(commit.tree))) {
    entries += 1;
    if (entries > most.entries) isCut = true;
    if (entries > most.entries) break;
    if (names.length < mostNames && hasAll(codeWords(entry.path), words)) names.push(entry.path);
    if (!isReadable(entry)) continue;
    if (entry.size > most.fileBytes || bytes + entry.size > most.bytes) {
      isCut = true;
      continue;
    }
    bytes += entry.size;
    passages.push(...(await findPassages(chunks, entry, words)));
  }
  const ranked = rankTexts(
    text,
    passages.map(({ lines }) => lines.join("\n")),
    mostPassages,
  );
  const lines = ranked.flatMap(({ index }) => {
    const passage = passages[index];
    return passage === undefined ? [] : [bestLine(passage, words)];
  });
  return { names, lines, isCut, words };
}

function isReadable({ kind, path, size }: TreeEntry): boolean {
  if (kind === "folder" || kind === "symlink" || size === 0) return false;
  return ["code", "markdown", "notebook"].includes(fileKindOf(path));
}

/** Nothing for a file that has none of the words, which is told by its letters alone. */
async function findPassages(
  chunks: ChunkStore,
  entry: TreeEntry,
  words: readonly string[],
): Promise<Passage[]> {
  const text = decodeText(await openFile(chunks, entry).read(0, entry.size));
  if (text === null) return [];
  const letters = text.toLowerCase();
  if (!words.some((word) => letters.includes(word))) return [];
  const lines = text.split("\n");
  const passages: Passage[] = [];
  for (let at = 0; at < lines.length; at += linesOfPassage) {
    passages.push({
      path: entry.path,
      firstLine: at + 1,
      lines: lines.slice(at, at + linesOfPassage),
    });
  }
  return passages;
}

function hasAll(found: readonly string[], words: readonly string[]): boolean {
  return words.length > 0 && words.every((word) => found.some((one) => isFound(word, one)));
}

function bestLine({ path, firstLine, lines }: Passage, words: readonly string[]): FoundLine {
  let best = { at: 0, count: -1 };
  for (const [at, line] of lines.entries()) {
    const found = codeWords(line);
    const count = words.filter((word) => found.some((one) => isFound(word, one))).length;
    if (count > best.count) best = { at, count };
  }
  const text = (lines[best.at] ?? "").trim().slice(0, longestLine);
  return { path, line: firstLine + best.at, text };
}
