import { closeSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { readText } from "@byteos/forge/diff/file-text";
import { diffText, type TextDiff } from "@byteos/forge/diff/text-diff";
import type { ByteSource } from "@byteos/forge/inspect/byte-source";
import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import { openFile } from "@byteos/forge/store/file-source";
import type { TreeEntry } from "@byteos/forge/store/tree";
import { diffTrees, type TreeChange } from "@byteos/forge/store/tree-diff";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { formatBytes } from "../terminal/format.ts";
import { printable } from "../terminal/terminal.ts";
import {
  isWithin,
  listCommit,
  openWorkFolder,
  resolveCommit,
  toRepositoryPath,
  type WorkFolder,
} from "../work-folder.ts";
import { findChanges } from "./status.ts";

export const diffCommand: Command = {
  name: "diff",
  summary: "show what changed inside files",
  operands: "[PATH…]",
  mostOperands: Number.POSITIVE_INFINITY,
  options: {
    from: { type: "string", value: "COMMIT", help: "the older version, else the last one" },
    to: { type: "string", value: "COMMIT", help: "the newer version, else the files as they are" },
  },
  examples: [
    ["byteos diff", "everything since the last version"],
    ["byteos diff train.py --from main --to experiment", "one file between two branches"],
  ],
  async run({ operands, text, terminal, folder }) {
    const work = openWorkFolder(folder);
    const { chunks, changes, openAfter } = await compare(work, text("from"), text("to"));
    const wanted = operands.map((typed) => toRepositoryPath(work, folder, typed));
    const shown: ChangedFile[] = [];
    for (const change of changes) {
      if (wanted.length > 0 && !wanted.some((path) => isWithin(change.path, path))) continue;
      shown.push(await describe(chunks, change, openAfter));
    }
    terminal.result(
      { files: shown.map(({ lines, ...facts }) => ({ ...facts, patch: lines.join("\n") })) },
      shown.flatMap(({ title, lines }) => [title, ...lines]).map(printable),
    );
    return exitCode.done;
  },
};

interface ChangedFile {
  readonly path: string;
  readonly kind: TreeChange["kind"];
  readonly title: string;
  readonly lines: readonly string[];
}

type OpenEntry = (entry: TreeEntry) => ByteSource;

async function compare(work: WorkFolder, from: string | undefined, to: string | undefined) {
  const current = await findChanges(work);
  const { chunks } = current;
  const before =
    from === undefined
      ? current.before
      : await listCommit(chunks, (await resolveCommit(work, chunks, from)).commit);
  const openStored: OpenEntry = (entry) => openFile(chunks, entry);
  if (to === undefined) {
    const openLocal: OpenEntry = ({ path, size }) => localFile(join(work.root, path), size);
    return { chunks, changes: diffTrees(before, current.after), openAfter: openLocal };
  }
  const after = await listCommit(chunks, (await resolveCommit(work, chunks, to)).commit);
  return { chunks, changes: diffTrees(before, after), openAfter: openStored };
}

async function describe(
  chunks: ChunkStore,
  change: TreeChange,
  openAfter: OpenEntry,
): Promise<ChangedFile> {
  const { path, kind } = change;
  const old = change.kind === "added" ? null : change.before;
  const fresh = change.kind === "deleted" ? null : change.after;
  const title = `${kind} ${path}`;
  const isLink = old?.kind === "symlink" || fresh?.kind === "symlink";
  const before = isLink || old === null ? "" : await readText(openFile(chunks, old));
  const after = isLink || fresh === null ? "" : await readText(openAfter(fresh));
  if (isLink || before === null || after === null) {
    return { path, kind, title, lines: [`  ${sizeOf(old)} -> ${sizeOf(fresh)}`] };
  }
  return { path, kind, title, lines: formatPatch(diffText(before, after)) };
}

function sizeOf(entry: TreeEntry | null): string {
  return entry === null ? "nothing" : `${entry.kind} of ${formatBytes(entry.size)}`;
}

function formatPatch(diff: TextDiff): string[] {
  if (diff.kind === "too-different") return ["  too different to compare line by line"];
  const signs = { same: " ", added: "+", removed: "-" } as const;
  return diff.hunks.flatMap((hunk) => [
    `@@ -${hunk.beforeStart} +${hunk.afterStart} @@`,
    ...hunk.lines.map(({ kind, parts }) => {
      return `${signs[kind]}${parts.map(({ text }) => text).join("")}`;
    }),
  ]);
}

/** A file of this machine by range. */
export function localFile(path: string, size: number): ByteSource {
  return {
    size,
    read(start, end) {
      const file = openSync(path, "r");
      try {
        const bytes = new Uint8Array(end - start);
        return Promise.resolve(bytes.subarray(0, readSync(file, bytes, 0, bytes.length, start)));
      } finally {
        closeSync(file);
      }
    },
  };
}
