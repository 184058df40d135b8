import { AppError } from "@byteos/contracts/errors";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { formatBytes } from "../terminal/format.ts";
import { findHead, openWorkFolder } from "../work-folder.ts";

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
    const { findRemote } = await import("../remote.ts");
    const remote = await findRemote(work, operands[0], {
      folder,
      terminal,
      ...(createAs === undefined ? {} : { createAs }),
    });
    const { sendBranch } = await import("../send-branch.ts");
    const sent = await sendBranch(work, commit, { remote, terminal, withTags: has("tags") });
    const { chunks, newBytes, tags, isNothingNew } = sent;
    terminal.result({ commit, chunks, newBytes, tags, remote: remote.path }, [
      isNothingNew
        ? "It has everything already."
        : `${work.branch} is at ${commit.slice(0, 12)} there: ${formatBytes(newBytes)} sent.`,
    ]);
    return exitCode.done;
  },
};
