import { AppError } from "@byteos/contracts/errors";
import { memorySource } from "@byteos/forge/inspect/byte-source";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, expect, it } from "vitest";
import { createLookInside, startLookThread } from "../../src/forge/look-inside.ts";
import { TaskThreads } from "../../src/threads/task-thread.ts";

const look = createLookInside();
afterAll(() => look.close());
const textSource = (text: string) => memorySource(new TextEncoder().encode(text));

it("inspects, pages and compares in a thread, reading on this side", async () => {
  const table = textSource("id,word\n1,one\n2,two\n");
  expect(await look({ kind: "inspect", path: "a.csv" }, [table])).toMatchObject({ rows: 2 });
  const page = await look({ kind: "rows", path: "a.csv", cursor: 0, count: 1 }, [table]);
  expect(page).toMatchObject({ columns: ["id", "word"], rows: [["1", "one"]] });
  const now = textSource("id,word\n1,one\n2,zwei\n3,drei\n");
  expect(await look({ kind: "diff-table", path: "a.csv" }, [table, now])).toMatchObject({
    isCut: false,
    diff: { counts: { added: 1, removed: 0, changed: 1 } },
  });
  expect(await look({ kind: "diff-text" }, [table, now])).toMatchObject({ added: 2, removed: 1 });
});

it("reads Parquet, which node alone finds the reader of", async () => {
  const bytes = parquetWriteBuffer({ columnData: [{ name: "n", data: [1, 2], type: "INT32" }] });
  const file = memorySource(new Uint8Array(bytes));
  const page = await look({ kind: "rows", path: "n.parquet", cursor: 0, count: 5 }, [file]);
  expect(page?.rows).toEqual([["1"], ["2"]]);
});

it("passes on what is wrong with a file, and goes on with the next", async () => {
  await expect(
    look({ kind: "inspect", path: "a.safetensors" }, [textSource("no")]),
  ).rejects.toMatchObject({ kind: "validation", code: "inspect.bad-file" });
  const gone = new AppError("not_found", "forge.missing-pack", "It is gone.");
  const lost = { size: 100, read: () => Promise.reject(gone) };
  await expect(look({ kind: "inspect", path: "a.csv" }, [lost])).rejects.toMatchObject({
    code: "forge.missing-pack",
  });
  const broken = { size: 100, read: () => Promise.reject(new Error("the line is down")) };
  await expect(look({ kind: "inspect", path: "a.csv" }, [broken])).rejects.toThrow(
    "the line is down",
  );
  expect(await look({ kind: "inspect", path: "a.csv" }, [textSource("a\n1\n")])).toMatchObject({
    rows: 1,
  });
});

it("ends a task that takes too long, and does the next in a fresh thread", async () => {
  const threads = new TaskThreads(startLookThread, {
    maxHeapMb: 64,
    timeoutMs: 3_000,
    mostThreads: 1,
  });
  const stuck = { size: 10, read: () => new Promise<Uint8Array>(() => undefined) };
  const first = threads.run({ kind: "inspect", path: "a.csv" }, [stuck]);
  const second = threads.run({ kind: "inspect", path: "a.csv" }, [textSource("a\n1\n")]);
  await expect(first).rejects.toMatchObject({ kind: "limit", code: "thread.too-slow" });
  expect(await second).toMatchObject({ rows: 1 });
  await threads.close();
});
