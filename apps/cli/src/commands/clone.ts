import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { AppError } from "@byteos/contracts/errors";
import { transferCommit } from "@byteos/forge/store/transfer";
import { diffTrees } from "@byteos/forge/store/tree-diff";
import { applyChanges } from "@byteos/integrations/forge/apply-changes";
import { replaceFile } from "@byteos/integrations/forge/durable-write";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { describeTransfer } from "../send-branch.ts";
import { rememberSent } from "../sent-versions.ts";
import { formatBytes } from "../terminal/format.ts";
import { createWorkFolder, listCommit, openWorkFolder, setBranch } from "../work-folder.ts";
import { findChanges } from "./status.ts";

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
    ["byteos clone knots/rope-work", "from the server you are signed in to"],
  ],
  async run({ operands, text, terminal, folder }) {
    const [from, into] = operands;
    if (from === undefined) throw new AppError("validation", "cli.no-remote", "Say what to clone.");
    const outboxFolder = join(folder, "unused");
    const { openRemote, rememberRemote } = await import("../remote.ts");
    const remote = await openRemote(from, { folder, terminal, outboxFolder });
    const target = resolve(folder, into ?? remote.name);
    const isResumed = isBegun(target, remote.path);
    if (!isResumed && existsSync(target) && readdirSync(target).length > 0) {
      throw new AppError("conflict", "cli.not-empty", `${target} is not empty.`);
    }
    const refs = await remote.store.refs.list();
    const branch = text("branch") ?? remote.defaultBranch ?? "main";
    const head = refs.get(`branches/${branch}`);
    if (head === undefined && (refs.size > 0 || text("branch") !== undefined)) {
      throw new AppError("not_found", "cli.unknown-name", `It has no branch ${branch}.`);
    }
    const work = isResumed ? openWorkFolder(target) : createWorkFolder(target, undefined);
    replaceFile(join(target, begunFile), remote.path);
    const source = await remote.store.openChunks();
    let newBytes = 0;
    for (const [ref, commit] of refs) {
      const expected = (await work.store.refs.list()).get(ref) ?? null;
      if (expected === commit) continue;
      const got = await transferCommit({
        source,
        target: work.store,
        ref,
        expected,
        commit,
        onProgress: (done) => terminal.progress("Getting", describeTransfer(done)),
      });
      newBytes += got.newBytes;
    }
    setBranch(work, branch);
    rememberRemote(work, remote.path);
    if (head !== undefined) rememberSent(work, branch, head);
    const chunks = await work.store.openChunks();
    const entries = await listCommit(chunks, head ?? null);
    // What an earlier attempt has written already stays.
    const before = isResumed ? (await findChanges(work)).after : [];
    await applyChanges(chunks, diffTrees(before, entries), work.root);
    rmSync(join(target, begunFile));
    terminal.result({ root: work.root, branch, refs: refs.size, newBytes }, [
      `${work.root} on ${branch}: ${entries.length} files, ${formatBytes(newBytes)}`,
    ]);
    return exitCode.done;
  },
};

const begunFile = ".byteos/cloning";

/** Whether an earlier clone of the same repository into this folder did not come to its end. */
function isBegun(target: string, path: string): boolean {
  const file = join(target, begunFile);
  return existsSync(file) && readFileSync(file, "utf8") === path;
}
