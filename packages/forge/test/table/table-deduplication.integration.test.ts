import { expect, it } from "vitest";
import { commitFiles } from "../store/made-files.ts";
import { MemoryPacks } from "../store/memory-packs.ts";
import { makeRows, writeRows, type Row } from "./written-tables.ts";

it("makes at most 3% new when a row is inserted into a table of 10 MB", async () => {
  const rows = makeRows(1_000_000);
  const inserted: Row[] = [...rows.slice(0, 400_000), [1, 2, "Dhaka"], ...rows.slice(400_000)];
  const packs = new MemoryPacks();
  await commitFiles(packs, new Map([["t.parquet", await writeRows(rows)]]));
  const stored = packs.storedBytes;
  await commitFiles(packs, new Map([["t.parquet", await writeRows(inserted)]]));
  const share = (packs.storedBytes - stored) / stored;

  expect(stored).toBeGreaterThan(9_000_000);
  expect(share).toBeLessThan(0.03);
}, 120_000);
