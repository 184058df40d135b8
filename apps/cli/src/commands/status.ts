import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import { toHex } from "@byteos/forge/store/content-name";
import { readHistory } from "@byteos/forge/store/history";
import { diffTrees } from "@byteos/forge/store/tree-diff";
import { listFolder } from "@byteos/integrations/forge/list-folder";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { readIgnoreRules } from "../ignore-rules.ts";
import { hasServer, listSent } from "../sent-versions.ts";
import { printable } from "../terminal/terminal.ts";
import {
  findHead,
  listCommit,
  openWorkFolder,
  requireName,
  type WorkFolder,
} from "../work-folder.ts";

export const statusCommand: Command = {
  name: "status",
  summary: "list what changed since the last version",
  operands: "",
  mostOperands: 0,
  options: {
    "exit-code": { type: "boolean", help: "end with 1 when something changed" },
  },
  examples: [
    ["byteos status", "added, changed and deleted files"],
    ["byteos status --exit-code", "for a script that wants nothing unsaved"],
  ],
  async run({ has, terminal, folder }) {
    const work = openWorkFolder(folder);
    const { changes, chunks, head } = await findChanges(work);
    const lines = [`On ${work.branch}${head === null ? ", with no version yet" : ""}`];
    for (const { kind, path } of changes) lines.push(`  ${kind.padEnd(8)} ${printable(path)}`);
    if (changes.length === 0) lines.push("Nothing changed.");
    const unsent = await countUnsent(work, head, chunks);
    if (unsent > 0) {
      const versions = unsent === 1 ? "1 version is" : `${unsent} versions are`;
      lines.push(`${versions} not on the server yet. Send: byteos push`);
    }
    const listed = changes.map(({ kind, path }) => ({ kind, path }));
    terminal.result({ branch: work.branch, commit: head, changes: listed, unsent }, lines);
    return has("exit-code") && changes.length > 0 ? exitCode.found : exitCode.done;
  },
};

/** Versions that the server lacked when it was last spoken to; 0 where there is none. */
async function countUnsent(
  work: WorkFolder,
  head: string | null,
  chunks: ChunkStore,
): Promise<number> {
  if (head === null || !hasServer(work)) return 0;
  const sent = listSent(work);
  if (sent.size === 0) return 0;
  let count = 0;
  for await (const { name } of readHistory(chunks, [requireName(head)])) {
    if (sent.has(toHex(name))) break;
    count += 1;
  }
  return count;
}

/** How the files differ from the last version on the branch. */
export async function findChanges(work: WorkFolder) {
  const head = await findHead(work);
  const chunks = await work.store.openChunks();
  const before = await listCommit(chunks, head);
  const { isIgnored } = readIgnoreRules(work.root);
  const after = await listFolder(chunks, work.root, head, work.cachePath, isIgnored);
  return { head, chunks, before, after, changes: diffTrees(before, after) };
}
