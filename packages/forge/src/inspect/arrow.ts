import type { TableInspection } from "@byteos/contracts/file-inspection";
import { tableFromIPC, Type } from "@uwdata/flechette";
import { badFile, type ByteSource } from "./byte-source.ts";
import { shorten } from "./cell-text.ts";

const largestSchema = 4 * 1024 * 1024;
const mostColumns = 2_000;
const continuation = 0xff_ff_ff_ff;
const typeNames = new Map<number, string>(
  Object.entries(Type).map(([name, id]) => [id, name.toLowerCase()]),
);

/**
 * The schema of an Arrow file or stream (Apache Arrow, IPC format): its first message, in at most two reads.
 * Record batches are not touched. Throws `inspect.bad-file`, `inspect.truncated`.
 */
export async function inspectArrow(source: ByteSource): Promise<TableInspection> {
  const head = await source.read(0, Math.min(source.size, 64 * 1024));
  const view = new DataView(head.buffer, head.byteOffset, head.length);
  const isFile = new TextDecoder("latin1").decode(head.subarray(0, 6)) === "ARROW1";
  let at = isFile ? 8 : 0;
  if (head.length < at + 8) throw badFile("This is too short for an Arrow file.");
  if (view.getUint32(at, true) === continuation) at += 4;
  const length = view.getUint32(at, true);
  const end = at + 4 + length;
  if (length === 0 || length > largestSchema || end > source.size) {
    throw badFile("The schema of this Arrow file is not where it should be.");
  }
  const message = end <= head.length ? head.slice(at + 4, end) : await source.read(at + 4, end);
  const fields = readSchema(message);
  return {
    kind: "table",
    format: "arrow",
    columns: fields.slice(0, mostColumns).map(({ name, nullable, type }) => ({
      name: shorten(name),
      type: typeNames.get(type.typeId) ?? "unknown",
      isNullable: nullable,
      nulls: null,
      min: null,
      max: null,
    })),
    rows: null,
    isRowCountExact: false,
    facts: [{ key: "layout", value: isFile ? "file" : "stream" }],
    sample: [],
    warnings: [],
  };
}

/** The schema message alone, ended as a stream ends, is a table without rows. */
function readSchema(message: Uint8Array) {
  const stream = new Uint8Array(message.length + 16);
  const view = new DataView(stream.buffer);
  view.setUint32(0, continuation, true);
  view.setUint32(4, message.length, true);
  stream.set(message, 8);
  view.setUint32(8 + message.length, continuation, true);
  try {
    return tableFromIPC(stream).schema.fields;
  } catch (cause) {
    throw badFile("The schema of this Arrow file cannot be read.", cause);
  }
}
