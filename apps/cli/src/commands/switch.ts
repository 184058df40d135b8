import { AppError } from "@byteos/contracts/errors";
import { diffTrees } from "@byteos/forge/store/tree-diff";
import { applyChanges } from "@byteos/integrations/forge/apply-changes";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { listCommit, openWorkFolder, refName, setBranch } from "../work-folder.ts";
import { createRef } from "./branch.ts";
import { findChanges } from "./status.ts";

export const switchCommand: Command = {
  name: "switch",
  summary: "go to another branch",
  operands: "BRANCH",
  mostOperands: 1,
  options: {
    create: { type: "boolean", short: "c", help: "make it from where you are" },
  },
  examples: [
    ["byteos switch main", "bring the files to the state of a branch"],
    ["byteos switch -c experiment", "begin a new one, with the files as they are"],
  ],
  async run({ operands, has, terminal, folder }) {
    const [name] = operands;
    if (name === undefined) {
      throw new AppError("validation", "cli.no-branch", "Say which branch.", {
        suggestion: "See them with: byteos branch",
      });
    }
    const work = openWorkFolder(folder);
    const ref = refName("branches", name);
    if (has("create")) {
      const commit = await createRef(work, ref, name, undefined);
      setBranch(work, name);
      terminal.result({ branch: name, commit }, [`On the new branch ${name}.`]);
      return exitCode.done;
    }
    const commit = (await work.store.refs.list()).get(ref);
    if (commit === undefined) {
      throw new AppError("not_found", "cli.unknown-name", `There is no branch ${name}.`, {
        suggestion: `Make it with: byteos switch -c ${name}`,
      });
    }
    const { chunks, before, changes } = await findChanges(work);
    if (changes.length > 0) {
      throw new AppError("conflict", "cli.unsaved", `${changes.length} changes are not saved.`, {
        suggestion: "Save them, or take them back with: byteos restore .",
      });
    }
    await applyChanges(chunks, diffTrees(before, await listCommit(chunks, commit)), work.root);
    setBranch(work, name);
    terminal.result({ branch: name, commit }, [`On ${name}, at ${commit.slice(0, 12)}.`]);
    return exitCode.done;
  },
};
