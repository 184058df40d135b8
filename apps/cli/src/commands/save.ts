import { AppError } from "@byteos/contracts/errors";
import { saveFolder } from "@byteos/integrations/forge/save-folder";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { readIgnoreRules } from "../ignore-rules.ts";
import { formatBytes } from "../terminal/format.ts";
import { openWorkFolder, parseAuthor, refName } from "../work-folder.ts";

export const saveCommand: Command = {
  name: "save",
  summary: "keep a version of all files",
  operands: "",
  mostOperands: 0,
  options: {
    message: { type: "string", short: "m", value: "TEXT", help: "what changed and why" },
    author: { type: "string", value: '"NAME <EMAIL>"', help: "instead of the usual one" },
  },
  examples: [
    ['byteos save -m "Train for 10 epochs"', "every file that is not ignored"],
    ["byteos save -m Weights --json", "for a script: the commit and its size"],
  ],
  async run({ text, terminal, folder }) {
    const message = text("message");
    if (message === undefined || message.trim() === "") {
      throw new AppError("validation", "cli.no-message", "A version needs a message.", {
        suggestion: 'Say what changed: byteos save -m "…"',
      });
    }
    const work = openWorkFolder(folder);
    const author = text("author");
    const rules = readIgnoreRules(work.root);
    const saved = await saveFolder({
      root: work.root,
      store: work.store,
      ref: refName("branches", work.branch),
      author: author === undefined ? work.author : parseAuthor(author),
      message,
      madeAtMs: Date.now(),
      cachePath: work.cachePath,
      isIgnored: rules.isIgnored,
      onProgress: ({ files, totalFiles, bytes, totalBytes }) =>
        terminal.progress("Saving", {
          done: files,
          total: totalFiles,
          doneBytes: bytes,
          totalBytes,
        }),
    });
    const leftOut = [...rules.leftOut].sort();
    if (leftOut.length > 0) terminal.note(`Left out, as by default: ${listSome(leftOut)}`);
    for (const path of saved.special) terminal.note(`Left out, as it is no file: ${path}`);
    const lines = saved.isUnchanged
      ? ["Nothing changed since the last version."]
      : [
          `${saved.commit.slice(0, 12)} on ${work.branch}: ${saved.files} files, ` +
            `${formatBytes(saved.newBytes)} new in the store`,
        ];
    terminal.result({ ...saved, branch: work.branch, leftOut }, lines);
    return exitCode.done;
  },
};

function listSome(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).join(", ");
  return paths.length > 5 ? `${shown} and ${paths.length - 5} more` : shown;
}
