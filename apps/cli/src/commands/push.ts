import { AppError } from "@byteos/contracts/errors";
import type { ChunkStore } from "@byteos/forge/store/chunk-store";
import { toHex } from "@byteos/forge/store/content-name";
import { readHistory } from "@byteos/forge/store/history";
import { transferCommit } from "@byteos/forge/store/transfer";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { findRemote, rememberRemote } from "../remote.ts";
import { formatBytes } from "../terminal/format.ts";
import { findHead, openWorkFolder, refName, requireName } from "../work-folder.ts";

export const pushCommand: Command = {
  name: "push",
  summary: "send the versions of this branch to another repository",
  operands: "[TO]",
  mostOperands: 1,
  options: {},
  examples: [
    ["byteos push", "where this one was cloned from"],
    ["byteos push /mnt/share/course", "somewhere else, and remember it"],
  ],
  async run({ operands, terminal, folder }) {
    const work = openWorkFolder(folder);
    const remote = findRemote(work, folder, operands[0]);
    const commit = await findHead(work);
    if (commit === null) {
      throw new AppError("precondition", "cli.no-version", "There is no version yet.");
    }
    const ref = refName("branches", work.branch);
    const there = (await remote.store.refs.list()).get(ref) ?? null;
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
    if (there === commit) {
      terminal.result({ commit, newBytes: 0 }, ["It has everything already."]);
      return exitCode.done;
    }
    if (there !== null && !(await isAncestor(source, there, commit))) {
      throw new AppError("conflict", "forge.branch-moved", `${work.branch} has moved on there.`, {
        suggestion: "Get it first: byteos pull",
      });
    }
    const sent = await transferCommit({
      source,
      target: remote.store,
      ref,
      expected: there,
      commit,
      onProgress: ({ chunks, totalChunks, bytes, totalBytes }) =>
        terminal.progress("Sending", {
          done: chunks,
          total: totalChunks,
          doneBytes: bytes,
          totalBytes,
        }),
    });
    rememberRemote(work, remote.path);
    terminal.result({ commit, ...sent }, [
      `${work.branch} is at ${commit.slice(0, 12)} there: ${formatBytes(sent.newBytes)} sent.`,
    ]);
    return exitCode.done;
  },
};

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
