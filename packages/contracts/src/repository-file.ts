/** What a page can do with a file, by what its name promises. */
export type FileKind =
  | "markdown"
  | "notebook"
  | "image"
  | "pdf"
  | "table"
  | "model"
  | "archive"
  | "code";

const kinds: readonly (readonly [FileKind, string])[] = [
  ["markdown", "md markdown"],
  ["notebook", "ipynb"],
  ["image", "png jpg jpeg gif webp avif svg"],
  ["pdf", "pdf"],
  ["table", "csv tsv parquet jsonl ndjson arrow arrows feather"],
  ["model", "safetensors gguf onnx pkl pickle pt pth ckpt joblib"],
  ["archive", "zip npz"],
];
const kindByEnding = new Map(
  kinds.flatMap(([kind, endings]) => endings.split(" ").map((ending) => [ending, kind] as const)),
);

const imageTypes: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  svg: "image/svg+xml",
};

/** In lower case, without the dot; empty for a name without one. */
export function endingOf(path: string): string {
  return /[^/]\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase() ?? "";
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

export function fileKindOf(path: string): FileKind {
  return kindByEnding.get(endingOf(path)) ?? "code";
}

/** The type under which a browser may show the file itself; null where it may only be downloaded. */
export function shownTypeOf(path: string): string | null {
  const ending = endingOf(path);
  return ending === "pdf" ? "application/pdf" : (imageTypes[ending] ?? null);
}
