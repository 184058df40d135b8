import { AppError } from "@byteos/contracts/errors";
import { collectGarbage } from "@byteos/forge/store/collect";
import type { Command } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { formatBytes } from "../terminal/format.ts";
import { openWorkFolder } from "../work-folder.ts";

const hourMs = 3_600_000;
const usualHours = 24;

export const gcCommand: Command = {
  name: "gc",
  summary: "free what no version needs",
  operands: "",
  mostOperands: 0,
  options: {
    "dry-run": { type: "boolean", help: "only say what it would free" },
    "min-age": {
      type: "string",
      value: "HOURS",
      help: `how long ago it must have been marked, else ${usualHours}`,
    },
    remote: { type: "boolean", help: "on the server, where it is always a day" },
  },
  examples: [
    ["byteos gc --dry-run", "the exact bytes, and nothing else"],
    ["byteos gc", "free what an earlier run marked, and mark the rest"],
    ["byteos gc --remote --dry-run", "what the server would free"],
  ],
  async run({ text, has, terminal, folder }) {
    const hours = Number(text("min-age") ?? usualHours);
    if (!(hours >= 0)) {
      throw new AppError("validation", "cli.bad-age", "--min-age takes a number of hours.");
    }
    const work = openWorkFolder(folder);
    const isDryRun = has("dry-run");
    const done = has("remote")
      ? await (
          await import("../server/own-copy.ts")
        ).collectOnServer(work, { folder, terminal }, isDryRun)
      : await collectGarbage({
          ...work.store,
          minAgeMs: hours * hourMs,
          leaseExpiryMs: usualHours * hourMs,
          isDryRun,
        });
    if (!done.isDone) {
      throw new AppError("conflict", "forge.collecting", "Another collection was quicker.");
    }
    const will = isDryRun ? "Would free" : "Freed";
    const lines = [
      `${will} ${formatBytes(done.freedBytes)} in ${done.freedPacks} packs.`,
      `${formatBytes(done.markedBytes)} in ${done.markedPacks} packs can go ${hours} hours after ` +
        `they are marked; ${formatBytes(done.rewrittenBytes)} of that is written again first.`,
    ];
    if (done.heldBackBy > 0) lines.push(`${done.heldBackBy} saves under way hold packs back.`);
    terminal.result({ isDryRun, ...done }, lines);
    return exitCode.done;
  },
};
