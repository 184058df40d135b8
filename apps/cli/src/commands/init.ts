import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { AppError } from "@byteos/contracts/errors";
import { createFolderStore } from "@byteos/integrations/forge/folder-store";
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
    bare: { type: "boolean", help: "a store alone, without files, for others to push to" },
  },
  examples: [
    ["byteos init", "the folder you are in"],
    ['byteos init course --author "Ada <ada@example.org>"', "another one, and who you are"],
    ["byteos init --bare /mnt/share/course", "where several people push and pull"],
  ],
  async run({ operands, text, has, terminal, folder }) {
    const target = resolve(folder, operands[0] ?? ".");
    if (has("bare")) {
      if (existsSync(target) && readdirSync(target).length > 0) {
        throw new AppError("conflict", "cli.not-empty", `${target} is not empty.`);
      }
      createFolderStore(target);
      terminal.result({ store: target }, [`${target} is a store now.`]);
      return exitCode.done;
    }
    const work = createWorkFolder(target, text("author"));
    terminal.result({ root: work.root, branch: work.branch }, [
      `${work.root} is a repository now. Keep a version of it with: byteos save -m "First"`,
    ]);
    return exitCode.done;
  },
};
