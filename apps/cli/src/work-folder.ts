import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, join, relative, resolve, sep } from "node:path";
import { AppError } from "@byteos/contracts/errors";
import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import { decodeCommit, type Commit } from "@byteos/forge/store/commit";
import { parseName, toHex } from "@byteos/forge/store/content-name";
import { readHistory } from "@byteos/forge/store/history";
import { readTree, type TreeEntry } from "@byteos/forge/store/tree";
import { replaceFile } from "@byteos/integrations/forge/durable-write";
import {
  createFolderStore,
  openFolderStore,
  type FolderStore,
} from "@byteos/integrations/forge/folder-store";

const controlFolder = ".byteos";
const firstBranch = "main";
const shortestPrefix = 6;

/** A folder under version control: its files, and `.byteos` with the store and the name of the branch. */
export interface WorkFolder {
  readonly root: string;
  readonly store: FolderStore;
  /** Remembers what was read of the files. */
  readonly cachePath: string;
  readonly branch: string;
  readonly author: Commit["author"];
}

export type RefKind = "branches" | "tags";

export function createWorkFolder(folder: string, author: string | undefined): WorkFolder {
  const control = join(resolve(folder), controlFolder);
  if (existsSync(control)) {
    throw new AppError(
      "conflict",
      "cli.already-a-repository",
      `${folder} is a repository already.`,
    );
  }
  if (author !== undefined) parseAuthor(author);
  mkdirSync(control, { recursive: true });
  createFolderStore(join(control, "store"));
  replaceFile(join(control, "branch"), `${firstBranch}\n`);
  if (author !== undefined) replaceFile(join(control, "author"), `${author}\n`);
  return openWorkFolder(folder);
}

/** The repository around a folder; `cli.no-repository` when there is none up to the root. */
export function openWorkFolder(folder: string): WorkFolder {
  for (let root = resolve(folder); ; root = dirname(root)) {
    const control = join(root, controlFolder);
    if (existsSync(join(control, "branch"))) {
      return {
        root,
        store: openFolderStore(join(control, "store")),
        cachePath: join(control, "files-cache"),
        branch: readFileSync(join(control, "branch"), "utf8").trim(),
        author: readAuthor(join(control, "author")),
      };
    }
    if (root === dirname(root)) {
      throw new AppError("not_found", "cli.no-repository", "There is no repository here.", {
        suggestion: "Make one with: byteos init",
      });
    }
  }
}

export function setBranch(work: WorkFolder, branch: string): void {
  replaceFile(join(work.root, controlFolder, "branch"), `${branch}\n`);
}

/** "Name <address>". */
export function parseAuthor(text: string): Commit["author"] {
  const [, name = "", email = ""] = /^\s*([^<>]*?)\s*<([^<>\s]*)>\s*$/.exec(text) ?? [];
  if (name !== "") return { name, email };
  throw new AppError("validation", "cli.bad-author", `"${text}" is not an author.`, {
    suggestion: 'Write it as "Ada Lovelace <ada@example.org>".',
  });
}

function readAuthor(path: string): Commit["author"] {
  if (existsSync(path)) return parseAuthor(readFileSync(path, "utf8"));
  return { name: userInfo().username, email: "" };
}

export function refName(kind: RefKind, name: string): string {
  const isGood =
    /^[\p{L}\p{N}_][\p{L}\p{N}_./-]{0,99}$/u.test(name) && !/\.\.|\/\/|[./]$/.test(name);
  if (isGood) return `${kind}/${name}`;
  throw new AppError("validation", "cli.bad-name", `"${name}" cannot be the name of a branch.`, {
    suggestion: "Use letters, digits, - _ . and /, and begin with a letter or digit.",
  });
}

export async function findHead(work: WorkFolder): Promise<string | null> {
  return (await work.store.refs.list()).get(refName("branches", work.branch)) ?? null;
}

export interface ResolvedCommit {
  readonly commit: string;
  /** The branch or tag that reaches it, and where that pointed. */
  readonly witness: { readonly ref: string; readonly commit: string };
}

/** The commit that a branch, a tag or the beginning of a commit's name means. */
export async function resolveCommit(
  work: WorkFolder,
  chunks: ChunkStore,
  text: string,
): Promise<ResolvedCommit> {
  const refs = await work.store.refs.list();
  for (const ref of [`branches/${text}`, `tags/${text}`]) {
    const commit = refs.get(ref);
    if (commit !== undefined) return { commit, witness: { ref, commit } };
  }
  const found = new Map<string, ResolvedCommit>();
  if (text.length >= shortestPrefix && /^[0-9a-f]+$/.test(text)) {
    for (const [ref, tip] of refs) {
      for await (const { name } of readHistory(chunks, [requireName(tip)])) {
        const commit = toHex(name);
        const witness = { ref, commit: tip };
        if (commit.startsWith(text)) found.set(commit, { commit, witness });
      }
    }
  }
  const [only] = found.values();
  if (only !== undefined && found.size === 1) return only;
  const problem = found.size > 1 ? "means more than one commit" : "is no branch, tag or commit";
  throw new AppError("not_found", "cli.unknown-commit", `"${text}" ${problem}.`, {
    suggestion: "See them with: byteos log, byteos branch, byteos tag",
  });
}

export async function listCommit(
  chunks: ChunkStore,
  commit: string | null,
): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = [];
  if (commit === null) return entries;
  const { tree } = decodeCommit(await chunks.read(requireName(commit)));
  for await (const entry of readTree(chunks, tree)) entries.push(entry);
  return entries;
}

export function requireName(hex: string): Uint8Array {
  const name = parseName(hex);
  if (name === null) throw new Error(`${hex} is not the name of a commit.`);
  return name;
}

/** Paths as the repository has them, from what was typed in `folder`. */
export function toRepositoryPath(work: WorkFolder, folder: string, typed: string): string {
  const path = relative(work.root, resolve(folder, typed)).split(sep).join("/");
  if (path !== ".." && !path.startsWith("../")) return path;
  throw new AppError("validation", "cli.outside", `${typed} is outside of the repository.`);
}

export function isWithin(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}
