import { existsSync, readdirSync } from "node:fs";
import { basename, resolve } from "node:path";
import { AppError } from "@byteos/contracts/errors";
import { transferCommit } from "@byteos/forge/store/transfer";
import { diffTrees } from "@byteos/forge/store/tree-diff";
import { applyChanges } from "@byteos/integrations/forge/apply-changes";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { openRemote, rememberRemote } from "../remote.ts";
import { formatBytes } from "../terminal/format.ts";
import { createWorkFolder, listCommit, setBranch } from "../work-folder.ts";

export const cloneCommand: Command = {
  name: "clone",
  summary: "copy a repository with all its versions",
  operands: "FROM [FOLDER]",
  mostOperands: 2,
  options: {
    branch: { type: "string", short: "b", value: "NAME", help: "the one to go to, else main" },
  },
  examples: [
    ["byteos clone /mnt/share/course", "into the folder course"],
    ["byteos clone ../models work -b experiment", "into another one, on another branch"],
  ],
  async run({ operands, text, terminal, folder }) {
    const [from, into] = operands;
    if (from === undefined) throw new AppError("validation", "cli.no-remote", "Say what to clone.");
    const remote = openRemote(resolve(folder, from));
    const target = resolve(folder, into ?? basename(remote.path));
    if (existsSync(target) && readdirSync(target).length > 0) {
      throw new AppError("conflict", "cli.not-empty", `${target} is not empty.`);
    }
    const refs = await remote.store.refs.list();
    const branch = text("branch") ?? "main";
    const head = refs.get(`branches/${branch}`);
    if (head === undefined && (refs.size > 0 || text("branch") !== undefined)) {
      throw new AppError("not_found", "cli.unknown-name", `It has no branch ${branch}.`);
    }
    const work = createWorkFolder(target, undefined);
    const source = await remote.store.openChunks();
    let newBytes = 0;
    for (const [ref, commit] of refs) {
      const target = work.store;
      newBytes += (await transferCommit({ source, target, ref, expected: null, commit })).newBytes;
    }
    setBranch(work, branch);
    rememberRemote(work, remote.path);
    const chunks = await work.store.openChunks();
    const entries = await listCommit(chunks, head ?? null);
    await applyChanges(chunks, diffTrees([], entries), work.root);
    terminal.result({ root: work.root, branch, refs: refs.size, newBytes }, [
      `${work.root} on ${branch}: ${entries.length} files, ${formatBytes(newBytes)}`,
    ]);
    return exitCode.done;
  },
};
