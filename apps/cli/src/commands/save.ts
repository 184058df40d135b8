import { AppError, isAppError } from "@byteos/contracts/errors";
import { saveFolder } from "@byteos/integrations/forge/save-folder";
import type { Command } from "../command.ts";
import { type ExitCode, exitCode, exitCodeOf } from "../exit-codes.ts";
import { readIgnoreRules } from "../ignore-rules.ts";
import { hasServer } from "../sent-versions.ts";
import { formatBytes } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { openWorkFolder, parseAuthor, refName, type WorkFolder } from "../work-folder.ts";

export const saveCommand: Command = {
  name: "save",
  summary: "keep a version of all files, and send it to the server where there is one",
  operands: "",
  mostOperands: 0,
  options: {
    message: { type: "string", short: "m", value: "TEXT", help: "what changed and why" },
    local: { type: "boolean", help: "keep it here only; byteos push sends it later" },
    author: { type: "string", value: '"NAME <EMAIL>"', help: "instead of the usual one" },
  },
  examples: [
    ['byteos save -m "Train for 10 epochs"', "every file that is not ignored"],
    ["byteos save -m Weights --json", "for a script: the commit, its size and whether it was sent"],
    ['byteos save -m "On the train" --local', "without a network"],
  ],
  async run({ text, has, terminal, folder }) {
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
    const sending = has("local") ? null : await send(work, saved.commit, { folder, terminal });
    terminal.result({ ...saved, branch: work.branch, leftOut, sending }, [
      ...lines,
      ...(sending?.remote === undefined ? [] : [`Sent to ${sending.remote}.`]),
    ]);
    if (sending?.error === undefined) return exitCode.done;
    terminal.note(`Kept here, but not sent: ${sending.error.message}`);
    terminal.note(sending.error.suggestion ?? "Send it later: byteos push");
    return sending.ending;
  },
};

type Sending =
  | { readonly remote: string; readonly newBytes: number; readonly error?: never }
  | {
      readonly remote?: never;
      readonly error: {
        readonly code: string;
        readonly message: string;
        readonly suggestion: string | undefined;
      };
      /** What the command ends with: the version is kept all the same. */
      readonly ending: ExitCode;
    };

/** Null where no server is known. A version that could not be sent is kept, and goes with the next one. */
async function send(
  work: WorkFolder,
  commit: string,
  where: { readonly folder: string; readonly terminal: Terminal },
): Promise<Sending | null> {
  if (!hasServer(work)) return null;
  try {
    const [{ findRemote }, { sendBranch }] = await Promise.all([
      import("../remote.ts"),
      import("../send-branch.ts"),
    ]);
    const remote = await findRemote(work, undefined, where);
    const { terminal } = where;
    const { newBytes } = await sendBranch(work, commit, { remote, terminal, withTags: false });
    return { remote: remote.path, newBytes };
  } catch (error) {
    if (!isAppError(error)) throw error;
    where.terminal.clearProgress();
    const { code, message, suggestion } = error;
    return { error: { code, message, suggestion }, ending: exitCodeOf(error) };
  }
}

function listSome(paths: readonly string[]): string {
  const shown = paths.slice(0, 5).join(", ");
  return paths.length > 5 ? `${shown} and ${paths.length - 5} more` : shown;
}
