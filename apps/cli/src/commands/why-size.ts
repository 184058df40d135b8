import { measurePaths } from "@byteos/forge/store/stored-size";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { alignColumns, formatBytes } from "../terminal/format.ts";
import { printable } from "../terminal/terminal.ts";
import {
  findHead,
  isWithin,
  listCommit,
  openWorkFolder,
  toRepositoryPath,
} from "../work-folder.ts";

const shownPaths = 20;

export const whySizeCommand: Command = {
  name: "why-size",
  summary: "say which files take the space",
  operands: "[PATH]",
  mostOperands: 1,
  options: {},
  examples: [["byteos why-size models", "the largest below a folder, compressed and shared"]],
  async run({ operands, terminal, folder }) {
    const work = openWorkFolder(folder);
    const chunks = await work.store.openChunks();
    const path = operands[0] === undefined ? "" : toRepositoryPath(work, folder, operands[0]);
    const entries = await listCommit(chunks, await findHead(work));
    const within = entries.filter((entry) => isWithin(entry.path, path));
    const sizes = await measurePaths(chunks, within);
    const storedBytes = sizes.reduce((sum, { ownBytes }) => sum + ownBytes, 0);
    const packs = await work.store.packs.list();
    const allBytes = packs.reduce((sum, { bytes }) => sum + bytes, 0);
    const rows = sizes.slice(0, shownPaths).map(({ path, size, ownBytes, storedBytes }) => {
      const shared =
        storedBytes - ownBytes > 0 ? `${formatBytes(storedBytes - ownBytes)} shared` : "";
      return [formatBytes(ownBytes), `of ${formatBytes(size)}`, printable(path), shared];
    });
    terminal.result({ storedBytes, allBytes, paths: sizes }, [
      ...alignColumns(rows),
      `${formatBytes(storedBytes)} in the last version; ${formatBytes(allBytes)} with all others.`,
    ]);
    return exitCode.done;
  },
};
