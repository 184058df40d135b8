import { isAppError } from "@byteos/contracts/errors";
import type { FileInspection, RowPage } from "@byteos/contracts/file-inspection";
import { endingOf, fileKindOf } from "@byteos/contracts/repository-file";
import type { CommitRow } from "@byteos/db/repositories/ref.repository";
import { decodeText } from "@byteos/forge/diff/file-text";
import type { ByteSource } from "@byteos/forge/inspect/byte-source";
import type { EntryKind } from "@byteos/forge/store/tree";
import type { UseCase } from "../use-case.ts";
import type { LookMeans } from "./look-means.ts";
import { openRepositoryFile } from "./read-file.ts";

/** What comes with the page; a browser asks for the rest as it is read. */
export const firstTextBytes = 256 * 1024;
const firstRows = 100;
const longestDocument = 2 * 1024 * 1024;

export type FileView =
  | { readonly kind: "empty" | "image" | "pdf" | "binary" }
  | { readonly kind: "link"; readonly target: string }
  /** `nextByte` is where the rest begins; null when this is all. */
  | { readonly kind: "text"; readonly text: string; readonly nextByte: number | null }
  | { readonly kind: "markdown" | "notebook"; readonly text: string }
  | {
      readonly kind: "inside";
      readonly inspection: FileInspection;
      readonly rows: RowPage | null;
    }
  /** The file is not as its format says, or showing it would cost too much. */
  | { readonly kind: "refused"; readonly reason: string; readonly suggestion: string | null };

export interface FilePage {
  readonly commit: CommitRow;
  readonly path: string;
  readonly entryKind: EntryKind;
  readonly size: number;
  readonly view: FileView;
}

/** A file of a version as a page shows it, read no further than that takes. */
export async function loadFile({
  ctx,
  input,
  means,
}: UseCase & { readonly means: LookMeans }): Promise<FilePage> {
  const { commit, entry, source } = await openRepositoryFile({ ctx, input, means });
  const { path, kind: entryKind, size } = entry;
  const view: FileView =
    entryKind === "symlink"
      ? { kind: "link", target: new TextDecoder().decode(await source.read(0, size)) }
      : await viewFile(path, source, means);
  return { commit, path, entryKind, size, view };
}

async function viewFile(path: string, source: ByteSource, means: LookMeans): Promise<FileView> {
  if (source.size === 0) return { kind: "empty" };
  const kind = fileKindOf(path);
  if (kind === "image" || kind === "pdf") return { kind };
  if (kind === "table" || kind === "model" || kind === "archive") {
    return viewInside(path, source, means);
  }
  const start = await readStart(source);
  if (start === null) return { kind: "binary" };
  const isWhole = start.nextByte === null;
  if (endingOf(path) === "json" && isWhole) {
    const seen = await viewInside(path, source, means);
    // A document that is no list of records is read as text.
    if (seen.kind === "inside" && isRecords(seen.inspection)) return seen;
  }
  if (kind === "markdown" && isWhole) return { kind, text: start.text };
  if (kind === "notebook" && source.size <= longestDocument) {
    const text = decodeText(await source.read(0, source.size));
    if (text !== null) return { kind, text };
  }
  return { kind: "text", ...start };
}

async function viewInside(
  path: string,
  source: ByteSource,
  { look }: LookMeans,
): Promise<FileView> {
  try {
    const inspection = await look({ kind: "inspect", path }, [source]);
    if (inspection === null) return { kind: "binary" };
    const rows =
      inspection.kind === "table"
        ? await look({ kind: "rows", path, cursor: 0, count: firstRows }, [source])
        : null;
    return { kind: "inside", inspection, rows };
  } catch (error) {
    if (!isAppError(error) || (error.kind !== "validation" && error.kind !== "limit")) throw error;
    return { kind: "refused", reason: error.message, suggestion: error.suggestion ?? null };
  }
}

function isRecords(inspection: FileInspection): boolean {
  return inspection.kind === "table" && (inspection.rows ?? 0) > 1 && inspection.columns.length > 1;
}

/** Text up to the end of a line; null when this is no text. */
async function readStart(source: ByteSource) {
  const bytes = await source.read(0, Math.min(source.size, firstTextBytes));
  if (bytes.length === source.size) {
    const text = decodeText(bytes);
    return text === null ? null : { text, nextByte: null };
  }
  const lineEnd = bytes.lastIndexOf(10) + 1;
  // One line without end: it is cut where a character begins.
  let end = lineEnd === 0 ? bytes.length : lineEnd;
  while (lineEnd === 0 && end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  if (lineEnd === 0 && ((bytes[end - 1] ?? 0) & 0xc0) === 0xc0) end -= 1;
  const text = decodeText(bytes.subarray(0, end));
  return text === null ? null : { text, nextByte: end };
}
