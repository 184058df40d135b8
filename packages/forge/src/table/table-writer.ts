import { ByteWriter, ParquetWriter, type BasicType } from "hyparquet-writer";
import { cutRows } from "./content-cuts.ts";

export interface TableColumn {
  readonly name: string;
  readonly type: "BOOLEAN" | "INT32" | "INT64" | "FLOAT" | "DOUBLE" | "STRING" | "TIMESTAMP";
  readonly isNullable: boolean;
}

/** A batch of rows: for each column its cells, in the order of the columns. */
export type ColumnCells = readonly (readonly unknown[])[];

const groupBytes = 512 * 1024;
const widths: Readonly<Record<TableColumn["type"], number>> = {
  BOOLEAN: 1,
  INT32: 4,
  INT64: 8,
  FLOAT: 4,
  DOUBLE: 8,
  STRING: 16,
  TIMESTAMP: 8,
};

/**
 * Writes Parquet that deduplicates: row groups end behind rows whose content says so, so that an inserted or
 * deleted row makes one row group and the footer new, not everything behind it. Groups are about half a
 * megabyte before compression. Rows may come in batches of any size: the file is the same.
 */
export class TableWriter {
  readonly #columns: readonly TableColumn[];
  readonly #writer: ParquetWriter;
  /** From the types alone: were it from the rows, other rows would be cut elsewhere. */
  readonly #targetRows: number;
  #waiting: unknown[][];

  constructor(columns: readonly TableColumn[], write: (bytes: Uint8Array) => void) {
    this.#columns = columns;
    const width = columns.reduce((sum, { type }) => sum + widths[type], 0);
    this.#targetRows = 2 ** Math.round(Math.log2(groupBytes / Math.max(1, width)));
    this.#waiting = columns.map(() => []);
    this.#writer = new ParquetWriter({
      writer: new FlushedWriter(write),
      schema: [
        { name: "root", num_children: columns.length },
        ...columns.map(({ name, type, isNullable }) => {
          const repetition_type = isNullable ? ("OPTIONAL" as const) : ("REQUIRED" as const);
          return { name, repetition_type, ...physicalType(type) };
        }),
      ],
    });
  }

  async write(cells: ColumnCells): Promise<void> {
    for (const [at, column] of cells.entries()) {
      const waiting = this.#waiting[at];
      for (const cell of column) waiting?.push(cell);
    }
    await this.#flush(false);
  }

  async finish(): Promise<void> {
    await this.#flush(true);
    await this.#writer.finish();
  }

  async #flush(isEnd: boolean): Promise<void> {
    const rows = this.#waiting[0]?.length ?? 0;
    const lengths = cutRows(this.#waiting, rows, this.#targetRows, isEnd);
    if (lengths.length === 0) return;
    const done = lengths.reduce((sum, length) => sum + length, 0);
    const columnData = this.#columns.map(({ name }, at) => {
      return { name, data: (this.#waiting[at] ?? []).slice(0, done) };
    });
    await this.#writer.write({ columnData, rowGroupSize: lengths });
    this.#waiting = this.#waiting.map((cells) => cells.slice(done));
  }
}

function physicalType(type: TableColumn["type"]) {
  if (type === "STRING") return { type: "BYTE_ARRAY", converted_type: "UTF8" } as const;
  if (type === "TIMESTAMP") return { type: "INT64", converted_type: "TIMESTAMP_MILLIS" } as const;
  return { type } satisfies { type: BasicType };
}

/** Hands its bytes on after each row group. */
class FlushedWriter extends ByteWriter {
  readonly #write: (bytes: Uint8Array) => void;

  constructor(write: (bytes: Uint8Array) => void) {
    super(groupBytes);
    this.#write = write;
  }

  flush(): void {
    this.#write(new Uint8Array(this.getBuffer()));
    this.index = 0;
  }

  override finish(): void {
    this.flush();
  }
}
