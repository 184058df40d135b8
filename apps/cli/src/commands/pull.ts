import { AppError } from "@byteos/contracts/errors";
import { transferCommit } from "@byteos/forge/store/transfer";
import { diffTrees } from "@byteos/forge/store/tree-diff";
import { applyChanges } from "@byteos/integrations/forge/apply-changes";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { describeTransfer, isAncestor } from "../send-branch.ts";
import { rememberSent } from "../sent-versions.ts";
import { formatBytes } from "../terminal/format.ts";
import { listCommit, openWorkFolder, refName } from "../work-folder.ts";
import { findChanges } from "./status.ts";

export const pullCommand: Command = {
  name: "pull",
  summary: "get the newer versions of this branch from another repository",
  operands: "[FROM]",
  mostOperands: 1,
  options: {},
  examples: [["byteos pull", "from where this one was cloned or pushed to"]],
  async run({ operands, terminal, folder }) {
    const work = openWorkFolder(folder);
    const { findRemote } = await import("../remote.ts");
    const remote = await findRemote(work, operands[0], { folder, terminal });
    const ref = refName("branches", work.branch);
    const commit = (await remote.store.refs.list()).get(ref);
    if (commit === undefined) {
      throw new AppError("not_found", "cli.unknown-name", `It has no branch ${work.branch}.`);
    }
    rememberSent(work, work.branch, commit);
    const { head, before, changes, chunks } = await findChanges(work);
    const source = await remote.store.openChunks();
    if (head === commit || (head !== null && (await isAncestor(chunks, commit, head)))) {
      terminal.result({ commit: head, newBytes: 0 }, ["Nothing newer there."]);
      return exitCode.done;
    }
    if (changes.length > 0) {
      throw new AppError("conflict", "cli.unsaved", `${changes.length} changes are not saved.`, {
        suggestion: "Save them, or take them back with: byteos restore .",
      });
    }
    if (head !== null && !(await isAncestor(source, head, commit))) {
      throw new AppError("conflict", "cli.diverged", "Both have versions that the other lacks.", {
        suggestion: "Keep yours on a branch: byteos branch mine",
      });
    }
    const target = work.store;
    const got = await transferCommit({
      source,
      target,
      ref,
      expected: head,
      commit,
      onProgress: (done) => terminal.progress("Getting", describeTransfer(done)),
    });
    const fresh = await work.store.openChunks();
    await applyChanges(fresh, diffTrees(before, await listCommit(fresh, commit)), work.root);
    terminal.result({ commit, ...got }, [
      `${work.branch} is at ${commit.slice(0, 12)}: ${formatBytes(got.newBytes)} got.`,
    ]);
    return exitCode.done;
  },
};
