import { AppError } from "@byteos/contracts/errors";
import { toHex } from "@byteos/forge/store/content-name";
import { readHistory, type NamedCommit } from "@byteos/forge/store/history";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { printable } from "../terminal/terminal.ts";
import { findHead, openWorkFolder, requireName, resolveCommit } from "../work-folder.ts";

const usualCount = 20;

export const logCommand: Command = {
  name: "log",
  summary: "list versions, newest first",
  operands: "[COMMIT]",
  mostOperands: 1,
  options: {
    count: { type: "string", short: "n", value: "NUMBER", help: `how many, else ${usualCount}` },
  },
  examples: [
    ["byteos log", "of the branch you are on"],
    ["byteos log experiment -n 3", "the last three of another branch"],
  ],
  async run({ operands, text, terminal, folder }) {
    const count = Number(text("count") ?? usualCount);
    if (!Number.isInteger(count) || count < 1) {
      throw new AppError("validation", "cli.bad-count", "-n takes a whole number from 1 on.");
    }
    const work = openWorkFolder(folder);
    const chunks = await work.store.openChunks();
    const [typed] = operands;
    const head =
      typed === undefined
        ? await findHead(work)
        : (await resolveCommit(work, chunks, typed)).commit;
    const commits: NamedCommit[] = [];
    if (head !== null) {
      for await (const commit of readHistory(chunks, [requireName(head)])) {
        commits.push(commit);
        if (commits.length === count) break;
      }
    }
    const listed = commits.map(({ name, parents, author, madeAtMs, message }) => ({
      commit: toHex(name),
      parents: parents.map(toHex),
      author,
      madeAt: new Date(madeAtMs).toISOString(),
      message,
    }));
    const lines = listed.map(({ commit, author, madeAt, message }) => {
      const day = madeAt.slice(0, 16).replace("T", " ");
      return printable(`${commit.slice(0, 12)}  ${day}  ${author.name}: ${message.split("\n")[0]}`);
    });
    terminal.result({ commits: listed }, lines.length > 0 ? lines : ["There is no version yet."]);
    return exitCode.done;
  },
};
