import { verifyStore } from "@byteos/forge/store/verify-store";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { formatBytes } from "../terminal/format.ts";
import { printable } from "../terminal/terminal.ts";
import { openWorkFolder } from "../work-folder.ts";

export const verifyCommand: Command = {
  name: "verify",
  summary: "read everything stored again and check it",
  operands: "",
  mostOperands: 0,
  options: {
    remote: { type: "boolean", help: "what the server has, read and checked by the server" },
  },
  examples: [
    ["byteos verify", "ends with 1 and names the files when something is damaged"],
    ["byteos verify --remote", "the copy on the server, where the date is shown from then on"],
  ],
  async run({ has, terminal, folder }) {
    const work = openWorkFolder(folder);
    const { store } = work;
    const found = has("remote")
      ? await (await import("../server/own-copy.ts")).verifyOnServer(work, { folder, terminal })
      : await verifyStore(await store.openChunks(), store.refs);
    const { damagedPacks, affectedFiles, unreadableCommits } = found;
    const isGood = damagedPacks.length + affectedFiles.length + unreadableCommits.length === 0;
    const verifiedAt = new Date().toISOString();
    const lines = [
      ...damagedPacks.map(({ pack, reason }) => `Damaged pack ${pack}: ${reason}`),
      ...affectedFiles.map(({ path, commit }) => `Affected: ${path} in ${commit.slice(0, 12)}`),
      ...unreadableCommits.map((commit) => `Version ${commit.slice(0, 12)} cannot be listed`),
      `${isGood ? "All is well" : "Everything else is well"}: ${found.commits} versions, ` +
        `${found.chunks} chunks, ${formatBytes(found.rawBytes)}, on ${verifiedAt.slice(0, 10)}`,
    ];
    terminal.result({ isGood, verifiedAt, ...found }, lines.map(printable));
    return isGood ? exitCode.done : exitCode.found;
  },
};
