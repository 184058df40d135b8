import { AppError } from "@byteos/contracts/errors";
import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import { toHex } from "@byteos/forge/store/content-name";
import { readHistory } from "@byteos/forge/store/history";
import { transferCommit, type TransferProgress } from "@byteos/forge/store/transfer";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { formatBytes } from "../terminal/format.ts";
import type { Progress } from "../terminal/terminal.ts";
import { findHead, openWorkFolder, refName, requireName, type WorkFolder } from "../work-folder.ts";

export const pushCommand: Command = {
  name: "push",
  summary: "send the versions of this branch to another repository or a server",
  operands: "[TO]",
  mostOperands: 1,
  options: {
    tags: { type: "boolean", help: "send tags as well" },
    create: { type: "boolean", help: "make the repository on the server when there is none" },
    visibility: {
      type: "string",
      value: "private|organisation|public",
      help: "of a repository that is made, else private",
    },
  },
  examples: [
    ["byteos push", "where this one was cloned from"],
    ["byteos push /mnt/share/course", "somewhere else, and remember it"],
    ["byteos push knots/rope-work --create", "to a new repository of an organisation"],
  ],
  async run({ operands, text, has, terminal, folder }) {
    const work = openWorkFolder(folder);
    const commit = await findHead(work);
    if (commit === null) {
      throw new AppError("precondition", "cli.no-version", "There is no version yet.", {
        suggestion: 'Save one first: byteos save -m "First"',
      });
    }
    const createAs = has("create") ? (text("visibility") ?? "private") : undefined;
    const { findRemote, rememberRemote } = await import("../remote.ts");
    const remote = await findRemote(work, operands[0], {
      folder,
      terminal,
      ...(createAs === undefined ? {} : { createAs }),
    });
    const ref = refName("branches", work.branch);
    const refs = await remote.store.refs.list();
    const there = refs.get(ref) ?? null;
    if (remote.shownBranch === work.branch) {
      throw new AppError(
        "conflict",
        "cli.branch-in-use",
        `Somebody works on ${work.branch} there.`,
        {
          suggestion: "Pull from there instead, or push to a store of its own: byteos init --bare",
        },
      );
    }
    const source = await work.store.openChunks();
    if (there !== null && there !== commit && !(await isAncestor(source, there, commit))) {
      throw new AppError("conflict", "forge.branch-moved", `${work.branch} has moved on there.`, {
        suggestion: "Get it first: byteos pull",
      });
    }
    const moves = there === commit ? [] : [{ ref, expected: there, commit }];
    if (has("tags")) moves.push(...(await listNewTags(work, refs)));
    let chunks = 0;
    let newBytes = 0;
    for (const move of moves) {
      const sent = await transferCommit({
        source,
        target: remote.store,
        ...move,
        onProgress: (done) => terminal.progress("Sending", describeTransfer(done)),
      });
      chunks += sent.chunks;
      newBytes += sent.newBytes;
    }
    rememberRemote(work, remote.path);
    const tags = moves.length - (there === commit ? 0 : 1);
    terminal.result({ commit, chunks, newBytes, tags, remote: remote.path }, [
      moves.length === 0
        ? "It has everything already."
        : `${work.branch} is at ${commit.slice(0, 12)} there: ${formatBytes(newBytes)} sent.`,
    ]);
    return exitCode.done;
  },
};

/** Tags that the other side has not; one that it has elsewhere is left as it is there. */
async function listNewTags(work: WorkFolder, there: ReadonlyMap<string, string>) {
  return [...(await work.store.refs.list())].flatMap(([ref, commit]) => {
    const isNew = ref.startsWith("tags/") && !there.has(ref);
    return isNew ? [{ ref, expected: null, commit }] : [];
  });
}

export function describeTransfer(done: TransferProgress): Progress {
  const { chunks, totalChunks, bytes, totalBytes } = done;
  return { done: chunks, total: totalChunks, doneBytes: bytes, totalBytes };
}

/** Whether one commit is in the history of another; false also for one that is not here at all. */
export async function isAncestor(
  chunks: ChunkStore,
  ancestor: string,
  commit: string,
): Promise<boolean> {
  if (chunks.index.find(requireName(ancestor)) === null) return false;
  for await (const { name } of readHistory(chunks, [requireName(commit)])) {
    if (toHex(name) === ancestor) return true;
  }
  return false;
}
