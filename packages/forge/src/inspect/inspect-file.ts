import type { FileInspection } from "@byteos/contracts/file-inspection";
import { inspectArrow } from "./arrow.ts";
import { type ByteSource, meterSource } from "./byte-source.ts";
import { inspectDelimited } from "./delimited-text.ts";
import { inspectGguf } from "./gguf.ts";
import { inspectJson, inspectJsonLines } from "./json-table.ts";
import { inspectOnnx } from "./onnx.ts";
import { inspectParquet } from "./parquet.ts";
import { inspectSafetensors } from "./safetensors.ts";
import { inspectZip } from "./zip-listing.ts";

/** A header that needs more than this is refused rather than read. */
const budget = { maxBytes: 64 * 1024 * 1024, maxReads: 4_096 };

type Inspector = (source: ByteSource) => Promise<FileInspection>;

const unopenedPickle: Inspector = () =>
  Promise.resolve({
    kind: "unopened",
    format: "pickle",
    reason:
      "Pickled files can run any program when they are opened, so ByteOS never opens them. Save the weights as .safetensors to see inside.",
  });

const inspectorByEnding: ReadonlyMap<string, Inspector> = new Map<string, Inspector>([
  ["safetensors", inspectSafetensors],
  ["gguf", inspectGguf],
  ["onnx", inspectOnnx],
  ["parquet", inspectParquet],
  ["csv", inspectDelimited],
  ["tsv", inspectDelimited],
  ["json", inspectJson],
  ["jsonl", inspectJsonLines],
  ["ndjson", inspectJsonLines],
  ["arrow", inspectArrow],
  ["arrows", inspectArrow],
  ["feather", inspectArrow],
  ["npz", (source) => inspectZip(source, true)],
  ["zip", (source) => inspectZip(source, false)],
  ...["pkl", "pickle", "pt", "pth", "ckpt", "joblib"].map(
    (ending) => [ending, unopenedPickle] as const,
  ),
]);

function findInspector(path: string): Inspector | null {
  const ending = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase();
  return ending === undefined ? null : (inspectorByEnding.get(ending) ?? null);
}

/** Whether `inspectFile` knows the format that this name promises. */
export function canInspect(path: string): boolean {
  return findInspector(path) !== null;
}

/**
 * What is inside a model, table or archive, by range reads of its header. Null for a format that none of the
 * inspectors knows. Throws `inspect.bad-file`, `inspect.truncated`, `inspect.too-demanding`; anything in the
 * file that is not as its format says is an error, never a guess.
 */
export async function inspectFile(
  path: string,
  source: ByteSource,
): Promise<FileInspection | null> {
  return (await findInspector(path)?.(meterSource(source, budget))) ?? null;
}
