import { z } from "zod";

const Count = z.number().int().nonnegative();

/** One tensor of a model file. `start` is its first byte in the file; null when its bytes lie elsewhere. */
export const TensorInfo = z.object({
  name: z.string(),
  type: z.string(),
  shape: z.array(Count),
  parameters: Count,
  bytes: Count,
  start: Count.nullable(),
});
export type TensorInfo = z.infer<typeof TensorInfo>;

const Fact = z.object({ key: z.string(), value: z.string() });

export const ModelInspection = z.object({
  kind: z.literal("model"),
  format: z.enum(["safetensors", "gguf", "onnx"]),
  /** The format's own version, where it has one. */
  formatVersion: z.string().nullable(),
  facts: z.array(Fact),
  tensors: z.array(TensorInfo),
  /** Of all tensors, also of those that the list leaves out. */
  tensorCount: Count,
  parameters: Count,
  tensorBytes: Count,
  operators: z.array(z.object({ name: z.string(), count: Count })),
  warnings: z.array(z.string()),
});
export type ModelInspection = z.infer<typeof ModelInspection>;

export const ColumnInfo = z.object({
  name: z.string(),
  type: z.string(),
  isNullable: z.boolean(),
  nulls: Count.nullable(),
  min: z.string().nullable(),
  max: z.string().nullable(),
});
export type ColumnInfo = z.infer<typeof ColumnInfo>;

export const TableInspection = z.object({
  kind: z.literal("table"),
  format: z.enum(["csv", "tsv", "json", "jsonl", "parquet", "arrow"]),
  columns: z.array(ColumnInfo),
  /** Null where only reading the whole file would tell. */
  rows: Count.nullable(),
  isRowCountExact: z.boolean(),
  facts: z.array(Fact),
  /** The first rows as text, one string a column; empty where a reader of the format has to be asked. */
  sample: z.array(z.array(z.string())),
  warnings: z.array(z.string()),
});
export type TableInspection = z.infer<typeof TableInspection>;

/** Some rows of a table as text. What a cursor counts is up to the format: rows, or bytes of the file. */
export const RowPage = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  /** Where these rows begin; 0 is the first row. */
  cursor: Count,
  /** Where the rows behind them begin; null at the end. */
  next: Count.nullable(),
});
export type RowPage = z.infer<typeof RowPage>;

export const ArchiveInspection = z.object({
  kind: z.literal("archive"),
  format: z.enum(["zip", "npz"]),
  entries: z.array(
    z.object({
      name: z.string(),
      bytes: Count,
      storedBytes: Count,
      type: z.string().nullable(),
      shape: z.array(Count).nullable(),
    }),
  ),
  entryCount: Count,
  warnings: z.array(z.string()),
});
export type ArchiveInspection = z.infer<typeof ArchiveInspection>;

/** A file whose format runs code when it is opened: it is named, never read. */
export const UnopenedInspection = z.object({
  kind: z.literal("unopened"),
  format: z.literal("pickle"),
  reason: z.string(),
});

export const FileInspection = z.discriminatedUnion("kind", [
  ModelInspection,
  TableInspection,
  ArchiveInspection,
  UnopenedInspection,
]);
export type FileInspection = z.infer<typeof FileInspection>;
