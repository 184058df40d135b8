import { tableFromArrays, tableToIPC } from "@uwdata/flechette";
import fc from "fast-check";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, it } from "vitest";
import { memorySource, meterSource } from "../../src/inspect/byte-source.ts";
import { readRows } from "../../src/table/read-rows.ts";

const sourceOf = (text: string) => memorySource(new TextEncoder().encode(text));

async function readAll(path: string, source: ReturnType<typeof memorySource>, count: number) {
  const rows: string[][] = [];
  let cursor: number | null = 0;
  let pages = 0;
  while (cursor !== null) {
    const page = await readRows(path, source, { cursor, count });
    rows.push(...(page?.rows ?? []));
    cursor = page?.next ?? null;
    pages += 1;
  }
  return { rows, pages };
}

const cell = fc.string({ unit: fc.constantFrom("a", "é", "🦊", ",", '"', "\n", " ", "1") });

it("gives every row of a CSV once, whatever its pages, quotes and characters", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom("x", "y"), cell), { maxLength: 30 }),
      fc.integer({ min: 1, max: 7 }),
      fc.boolean(),
      async (rows, count, hasMark) => {
        const quote = (value: string) => `"${value.replaceAll('"', '""')}"`;
        const lines = [["kind", "what"], ...rows].map((row) => row.map(quote).join(","));
        const text = `${hasMark ? "\uFEFF" : ""}${lines.join("\r\n")}\r\n`;
        expect((await readAll("a.csv", sourceOf(text), count)).rows).toEqual(rows);
      },
    ),
  );
});

it("reads only near the cursor of a large CSV", async () => {
  const lines = Array.from({ length: 60_000 }, (_, at) => `${String(at)},value ${String(at)}`);
  const whole = memorySource(new TextEncoder().encode(`n,v\n${lines.join("\n")}\n`));
  const source = meterSource(whole, { maxBytes: 600_000, maxReads: 10 });
  const page = await readRows("a.csv", source, { cursor: 600_000, count: 10 });
  expect(page?.rows).toHaveLength(10);
  expect(page?.next).toBeGreaterThan(600_000);
});

it("pages JSON lines by record, with the fields that they have", async () => {
  const text = '{"a":1}\n\n{"a":2,"b":"é"}\n{"b":[1,2]}';
  const first = await readRows("a.jsonl", sourceOf(text), { cursor: 0, count: 2 });
  expect(first).toMatchObject({
    columns: ["a", "b"],
    rows: [
      ["1", ""],
      ["2", "é"],
    ],
  });
  const second = await readRows("a.jsonl", sourceOf(text), { cursor: first?.next ?? 0, count: 2 });
  expect(second).toMatchObject({ columns: ["b"], rows: [["[1,2]"]], next: null });
});

it("pages Parquet, JSON and Arrow by row", async () => {
  const ids = Array.from({ length: 25 }, (_, at) => at);
  const words = ids.map((id) => `word ${String(id)}`);
  const parquet = parquetWriteBuffer({
    columnData: [
      { name: "id", data: ids, type: "INT32" },
      { name: "word", data: words, type: "STRING" },
    ],
    rowGroupSize: 10,
  });
  const arrow = tableToIPC(tableFromArrays({ id: ids, word: words }), { format: "file" });
  const json = JSON.stringify(ids.map((id, at) => ({ id, word: words[at] })));
  const expected = ids.map((id, at) => [String(id), words[at]]);
  for (const [path, bytes] of [
    ["a.parquet", new Uint8Array(parquet)],
    ["a.arrow", arrow ?? new Uint8Array()],
    ["a.json", new TextEncoder().encode(json)],
  ] as const) {
    expect(await readAll(path, memorySource(bytes), 4)).toEqual({ rows: expected, pages: 7 });
  }
});

it("reads of a Parquet file only the row group that is asked for", async () => {
  const data = Array.from({ length: 200_000 }, (_, at) => Math.sin(at));
  const bytes = new Uint8Array(
    parquetWriteBuffer({ columnData: [{ name: "n", data, type: "DOUBLE" }], rowGroupSize: 1_000 }),
  );
  const source = meterSource(memorySource(bytes), { maxBytes: 700_000, maxReads: 20 });
  const page = await readRows("n.parquet", source, { cursor: 20_500, count: 2 });
  expect(page?.rows).toEqual([[String(data[20_500])], [String(data[20_501])]]);
  expect(bytes.length).toBeGreaterThan(1_000_000);
});

it("says what is wrong with rows that cannot be read, and knows no others", async () => {
  const damaged = { code: "inspect.bad-file" };
  await expect(
    readRows("a.parquet", sourceOf("nothing like it"), { cursor: 0, count: 1 }),
  ).rejects.toMatchObject(damaged);
  await expect(
    readRows("a.arrow", sourceOf("nothing like it"), { cursor: 0, count: 1 }),
  ).rejects.toMatchObject(damaged);
  await expect(readRows("a.jsonl", sourceOf("{"), { cursor: 0, count: 1 })).rejects.toMatchObject(
    damaged,
  );
  expect(await readRows("a.py", sourceOf("print()"), { cursor: 0, count: 1 })).toBeNull();
});
