import type { FileInspection, RowPage } from "@byteos/contracts/file-inspection";
import { readText } from "@byteos/forge/diff/file-text";
import { diffTables, type TableDiff } from "@byteos/forge/diff/table-diff";
import { diffTensors, type HashedPiece, type TensorDiff } from "@byteos/forge/diff/tensor-diff";
import { diffText, type TextDiff } from "@byteos/forge/diff/text-diff";
import type { ByteSource } from "@byteos/forge/inspect/byte-source";
import { inspectFile } from "@byteos/forge/inspect/inspect-file";
import { readRows } from "@byteos/forge/table/read-rows";

export interface ModelPieces {
  readonly before: readonly HashedPiece[];
  readonly after: readonly HashedPiece[];
}

/** What can be asked of files, and what comes back. Null: the file is not of that kind. */
export interface LookResults {
  readonly inspect: FileInspection | null;
  readonly rows: RowPage | null;
  readonly "diff-text": TextDiff | null;
  readonly "diff-table": TableDiff | null;
  readonly "diff-tensors": TensorDiff | null;
}

export type LookTask =
  | { readonly kind: "inspect"; readonly path: string }
  | {
      readonly kind: "rows";
      readonly path: string;
      readonly cursor: number;
      readonly count: number;
    }
  | { readonly kind: "diff-text" }
  | { readonly kind: "diff-table"; readonly path: string }
  | { readonly kind: "diff-tensors"; readonly path: string; readonly pieces: ModelPieces };

/** Bytes of both versions that a comparison of models may read. */
const mostTensorBytes = 64 * 1024 * 1024;

/** One file, or the version before and the one after. */
export async function look(
  task: LookTask,
  files: readonly ByteSource[],
): Promise<LookResults[LookTask["kind"]]> {
  const [file, after] = files;
  if (file === undefined) throw new Error(`${task.kind} was given no file.`);
  if (task.kind === "inspect") return inspectFile(task.path, file);
  if (task.kind === "rows") return readRows(task.path, file, task);
  if (after === undefined) throw new Error(`${task.kind} was given one file.`);
  if (task.kind === "diff-table") {
    return diffTables({ path: task.path, source: file }, { path: task.path, source: after });
  }
  if (task.kind === "diff-text") {
    const [old, now] = [await readText(file), await readText(after)];
    return old === null || now === null ? null : diffText(old, now);
  }
  const { path, pieces } = task;
  const models = [await inspectFile(path, file), await inspectFile(path, after)] as const;
  if (models[0]?.kind !== "model" || models[1]?.kind !== "model") return null;
  return diffTensors(
    { tensors: models[0].tensors, pieces: pieces.before, source: file },
    { tensors: models[1].tensors, pieces: pieces.after, source: after },
    mostTensorBytes,
  );
}
