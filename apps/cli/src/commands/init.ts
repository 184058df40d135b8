import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { createWorkFolder } from "../work-folder.ts";

export const initCommand: Command = {
  name: "init",
  summary: "put a folder under version control",
  operands: "[FOLDER]",
  mostOperands: 1,
  options: {
    author: { type: "string", value: '"NAME <EMAIL>"', help: "who saves here" },
  },
  examples: [
    ["byteos init", "the folder you are in"],
    ['byteos init course --author "Ada <ada@example.org>"', "another one, and who you are"],
  ],
  run({ operands, text, terminal, folder }) {
    const target = operands[0] ?? folder;
    const work = createWorkFolder(target, text("author"));
    terminal.result({ root: work.root, branch: work.branch }, [
      `${work.root} is a repository now. Keep a version of it with: byteos save -m "First"`,
    ]);
    return Promise.resolve(exitCode.done);
  },
};
