import { parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { expect, it } from "vitest";
import { makeRows, writeRows } from "./written-tables.ts";

it("writes what other readers read, however the rows come in", async () => {
  const rows = makeRows(100_000);
  const bytes = await writeRows(rows);
  const file = bytes.slice().buffer;
  const read = await parquetReadObjects({ file, rowStart: 61_000, rowEnd: 61_003 });
  expect(read).toEqual(
    rows
      .slice(61_000, 61_003)
      .map(([user, score, city]) => ({ user, score, city: city ?? undefined })),
  );
  expect(Buffer.compare(await writeRows(rows, 7001), bytes)).toBe(0);
});

it("makes one row group new when a row is inserted", async () => {
  const rows = makeRows(150_000);
  const inserted = [...rows.slice(0, 70_000), [1, 2, "Dhaka"] as const, ...rows.slice(70_000)];
  const groupsOf = async (bytes: Uint8Array) => {
    const { row_groups } = await parquetMetadataAsync(bytes.slice().buffer);
    let at = 4;
    return row_groups.map(({ total_compressed_size }) => {
      const start = at;
      at += Number(total_compressed_size);
      return Buffer.from(bytes.subarray(start, at)).toString("base64");
    });
  };
  const before = new Set(await groupsOf(await writeRows(rows)));
  const after = await groupsOf(await writeRows(inserted));
  expect(before.size).toBeGreaterThan(4);
  expect(after.filter((group) => !before.has(group)).length).toBe(1);
});
