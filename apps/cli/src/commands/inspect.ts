import { lstatSync } from "node:fs";
import { resolve } from "node:path";
import { AppError } from "@byteos/contracts/errors";
import type { FileInspection } from "@byteos/contracts/file-inspection";
import type { ByteSource } from "@byteos/forge/inspect/byte-source";
import { inspectFile } from "@byteos/forge/inspect/inspect-file";
import { openFile } from "@byteos/forge/store/file-source";
import type { Command, Invocation } from "../command.ts";
import { exitCode } from "../exit-codes.ts";
import { alignColumns, formatBytes } from "../terminal/format.ts";
import { printable } from "../terminal/terminal.ts";
import { listCommit, openWorkFolder, resolveCommit, toRepositoryPath } from "../work-folder.ts";
import { localFile } from "./diff.ts";

const shownEntries = 40;

export const inspectCommand: Command = {
  name: "inspect",
  summary: "say what is inside a model, table or archive",
  operands: "FILE",
  mostOperands: 1,
  options: {
    from: { type: "string", value: "COMMIT", help: "a stored version, else the file as it is" },
  },
  examples: [
    ["byteos inspect model.safetensors", "tensors, shapes and types, from its header alone"],
    ["byteos inspect table.parquet --from main", "columns of a stored version"],
  ],
  async run(invocation) {
    const [typed] = invocation.operands;
    if (typed === undefined) throw new AppError("validation", "cli.no-path", "Say which file.");
    const found = await inspectFile(typed, await openSource(invocation, typed));
    if (found === null) {
      throw new AppError("validation", "cli.unknown-format", `${typed} has no format known here.`, {
        suggestion: "Known are safetensors, GGUF, ONNX, Parquet, Arrow, CSV, JSON, zip and npz.",
      });
    }
    invocation.terminal.result(found, describe(found).map(printable));
    return exitCode.done;
  },
};

async function openSource({ text, folder }: Invocation, typed: string): Promise<ByteSource> {
  const from = text("from");
  if (from === undefined) {
    const path = resolve(folder, typed);
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat?.isFile()) return localFile(path, stat.size);
    throw new AppError("not_found", "cli.unknown-path", `There is no file ${typed}.`);
  }
  const work = openWorkFolder(folder);
  const chunks = await work.store.openChunks();
  const path = toRepositoryPath(work, folder, typed);
  const entries = await listCommit(chunks, (await resolveCommit(work, chunks, from)).commit);
  const entry = entries.find((candidate) => candidate.path === path);
  if (entry !== undefined) return openFile(chunks, entry);
  throw new AppError("not_found", "cli.unknown-path", `${from} has no ${typed}.`);
}

function describe(found: FileInspection): string[] {
  switch (found.kind) {
    case "model":
      return [
        `${found.format}: ${found.tensorCount} tensors, ${found.parameters.toLocaleString("en")} ` +
          `parameters, ${formatBytes(found.tensorBytes)}`,
        ...shorten(
          found.tensors.map(({ name, type, shape, bytes }) => {
            return [name, type, shape.join(" × "), formatBytes(bytes)];
          }),
        ),
        ...found.warnings,
      ];
    case "table":
      return [
        `${found.format}: ${found.rows?.toLocaleString("en") ?? "an unknown number of"} rows`,
        ...shorten(
          found.columns.map(({ name, type, min, max }) => {
            return [name, type, min === null ? "" : `${min} to ${max}`];
          }),
        ),
        ...found.warnings,
      ];
    case "archive":
      return [
        `${found.format}: ${found.entryCount} entries`,
        ...shorten(found.entries.map(({ name, bytes }) => [name, formatBytes(bytes)])),
        ...found.warnings,
      ];
    case "unopened":
      return [found.reason];
  }
}

function shorten(rows: readonly (readonly string[])[]): string[] {
  const lines = alignColumns(rows.slice(0, shownEntries)).map((line) => `  ${line}`);
  if (rows.length > shownEntries) lines.push(`  and ${rows.length - shownEntries} more (--json)`);
  return lines;
}
