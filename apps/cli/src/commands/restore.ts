import { AppError } from "@byteos/contracts/errors";
import { diffTrees } from "@byteos/forge/store/tree-diff";
import { applyChanges } from "@byteos/integrations/forge/apply-changes";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import {
  isWithin,
  listCommit,
  openWorkFolder,
  resolveCommit,
  toRepositoryPath,
} from "../work-folder.ts";
import { findChanges } from "./status.ts";

export const restoreCommand: Command = {
  name: "restore",
  summary: "bring files back as they were",
  operands: "PATH…",
  mostOperands: Number.POSITIVE_INFINITY,
  options: {
    from: { type: "string", value: "COMMIT", help: "the version, else the last one" },
  },
  examples: [
    ["byteos restore notes.md", "give up what you changed in a file"],
    ["byteos restore data --from v1.0", "a whole folder, from a tag"],
  ],
  async run({ operands, text, terminal, folder }) {
    if (operands.length === 0) {
      throw new AppError("validation", "cli.no-path", "Say which files.", {
        suggestion: "All of them: byteos restore .",
      });
    }
    const work = openWorkFolder(folder);
    const { chunks, before, after } = await findChanges(work);
    const from = text("from");
    const wanted =
      from === undefined
        ? before
        : await listCommit(chunks, (await resolveCommit(work, chunks, from)).commit);
    const paths = operands.map((typed) => toRepositoryPath(work, folder, typed));
    for (const [at, path] of paths.entries()) {
      if ([...wanted, ...after].some((entry) => isWithin(entry.path, path))) continue;
      throw new AppError("not_found", "cli.unknown-path", `No version has ${operands[at]}.`);
    }
    const changes = diffTrees(after, wanted).filter(({ path }) => {
      return paths.some((folder) => isWithin(path, folder));
    });
    await applyChanges(chunks, changes, work.root);
    const restored = changes.map(({ path }) => path);
    terminal.result({ restored }, [`Restored ${restored.length} files.`]);
    return exitCode.done;
  },
};
