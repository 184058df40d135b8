import { tableFromArrays, tableToIPC } from "@uwdata/flechette";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { memorySource, meterSource } from "../../src/inspect/byte-source.ts";
import { splitRecords } from "../../src/inspect/delimited-text.ts";
import { inspectFile } from "../../src/inspect/inspect-file.ts";

const inspectText = (path: string, text: string) =>
  inspectFile(path, memorySource(new TextEncoder().encode(text)));

describe("CSV", () => {
  it("finds separator, types, empty cells and ranges", async () => {
    const seen = await inspectText(
      "people.csv",
      'id;name;score;born\n1;"Ada; Countess";9.5;1815-12-10\n2;"said ""hi""\nand left";;1912-06-23\n10;x;7;1906-12-09\n',
    );
    expect(seen).toMatchObject({
      format: "csv",
      rows: 3,
      isRowCountExact: true,
      columns: [
        { name: "id", type: "integer", isNullable: false, min: "1", max: "10" },
        { name: "name", type: "text" },
        { name: "score", type: "number", isNullable: true, nulls: 1, min: "7", max: "9.5" },
        { name: "born", type: "date", min: "1815-12-10", max: "1912-06-23" },
      ],
      sample: [
        ["1", "Ada; Countess", "9.5", "1815-12-10"],
        ["2", 'said "hi"\nand left', "", "1912-06-23"],
        ["10", "x", "7", "1906-12-09"],
      ],
    });
  });

  it("reads only the start of a large file and says so", async () => {
    const lines = Array.from(
      { length: 40_000 },
      (_, index) => `${String(index)},value ${String(index)}`,
    );
    const bytes = new TextEncoder().encode(`n,v\n${lines.join("\n")}\n`);
    const source = meterSource(memorySource(bytes), { maxBytes: 300_000, maxReads: 1 });
    const seen = await inspectFile("big.csv", source);
    expect(seen).toMatchObject({ isRowCountExact: false, columns: [{ nulls: null }, {}] });
    expect(seen).toHaveProperty("rows");
    const rows = seen?.kind === "table" ? (seen.rows ?? 0) : 0;
    expect(Math.abs(rows - 40_000)).toBeLessThan(4_000);
  });

  it("warns of uneven rows", async () => {
    expect(await inspectText("a.csv", "a,b\n1,2\n3\n")).toMatchObject({
      warnings: ["1 of the first rows have another number of cells."],
    });
  });

  it("gives back the cells that were quoted", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 5 }), { minLength: 1 }),
        (rows) => {
          const text = rows
            .map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(","))
            .join("\n");
          expect(splitRecords(text, ",", true)).toEqual(rows);
        },
      ),
    );
  });

  it.each<[string, Uint8Array]>([
    ["bytes that are not UTF-8", Uint8Array.from([0x61, 0xff, 0x2c])],
    ["a binary file", Uint8Array.from([0x61, 0, 0x2c])],
    ["nothing", new Uint8Array(0)],
  ])("refuses %s", async (_name, bytes) => {
    await expect(inspectFile("a.csv", memorySource(bytes))).rejects.toMatchObject({
      code: "inspect.bad-file",
    });
  });
});

describe("JSON", () => {
  it("describes records, one a line", async () => {
    expect(
      await inspectText(
        "a.jsonl",
        '{"a":1,"b":"x"}\n{"a":2.5,"__proto__":{"c":true}}\n\n{"a":null}\n',
      ),
    ).toMatchObject({
      rows: 3,
      columns: [
        { name: "a", type: "integer or number", nulls: 1 },
        { name: "b", type: "text", nulls: 2 },
        { name: "__proto__", type: "record" },
      ],
      sample: [
        ["1", "x", ""],
        ["2.5", "", '{"c":true}'],
        ["", "", ""],
      ],
    });
  });

  it("describes a list of records", async () => {
    expect(await inspectText("a.json", '[{"a":true},{"a":[1]}]')).toMatchObject({
      rows: 2,
      columns: [{ name: "a", type: "list or true or false" }],
    });
  });

  it("names the record that is damaged", async () => {
    await expect(inspectText("a.jsonl", '{"a":1}\n{"a":\n')).rejects.toThrow("Record 2");
  });
});

describe("Parquet", () => {
  const file = (rows: number) =>
    new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: "id", data: Array.from({ length: rows }, (_, index) => index), type: "INT32" },
          {
            name: "word",
            data: Array.from({ length: rows }, (_, index) =>
              index % 3 ? `w${String(index)}` : null,
            ),
            type: "STRING",
          },
        ],
      }),
    );

  it("shows schema and statistics from the footer", async () => {
    const bytes = file(5_000);
    const source = meterSource(memorySource(bytes), { maxBytes: 600_000, maxReads: 2 });
    expect(await inspectFile("a.parquet", source)).toMatchObject({
      rows: 5_000,
      isRowCountExact: true,
      columns: [
        { name: "id", type: "int32", nulls: 0, min: "0", max: "4999" },
        { name: "word", type: "string", isNullable: true, nulls: 1_667 },
      ],
    });
  });

  it("warns of a file made to exhaust its reader, without unpacking it", async () => {
    const bytes = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: "x", data: Array.from({ length: 500_000 }, () => false), type: "BOOLEAN" },
        ],
      }),
    );
    expect(await inspectFile("a.parquet", memorySource(bytes))).toMatchObject({
      rows: 500_000,
      warnings: [expect.stringContaining("far more than its size")],
    });
  });

  it("answers a damaged footer with an inspection or an error of its own", async () => {
    const whole = file(50);
    await fc.assert(
      fc.asyncProperty(fc.nat(400), fc.nat(255), async (fromEnd, value) => {
        const bytes = whole.slice();
        bytes[Math.max(0, bytes.length - 1 - fromEnd)] = value;
        const outcome = await inspectFile("a.parquet", memorySource(bytes)).catch(
          (error: unknown) => error,
        );
        expect(outcome).toHaveProperty(outcome instanceof Error ? "kind" : "format");
      }),
    );
  });
});

describe("Arrow", () => {
  const table = tableFromArrays({ id: Int32Array.from([1, 2, 3]), name: ["a", "b", "c"] });

  it.each(["file", "stream"] as const)("shows the schema of a %s", async (format) => {
    const bytes = tableToIPC(table, { format }) ?? new Uint8Array(0);
    expect(await inspectFile("a.arrow", memorySource(bytes))).toMatchObject({
      columns: [
        { name: "id", type: "int" },
        { name: "name", type: "dictionary" },
      ],
      facts: [{ key: "layout", value: format }],
    });
  });

  it("refuses a schema longer than the file", async () => {
    const bytes = Uint8Array.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0]);
    await expect(inspectFile("a.arrow", memorySource(bytes))).rejects.toMatchObject({
      code: "inspect.bad-file",
    });
  });
});
