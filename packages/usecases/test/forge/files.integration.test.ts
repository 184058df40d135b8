import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RepositoryId } from "@byteos/contracts/repository";
import type { MemberContext } from "@byteos/contracts/request-context";
import { createLookInside } from "@byteos/integrations/forge/look-inside";
import { Factories } from "@byteos/testing/factories";
import { withTestStack } from "@byteos/testing/test-stack";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compareFile } from "../../src/forge/compare-file.ts";
import { createRepository } from "../../src/forge/create-repository.ts";
import { firstTextBytes, loadFile } from "../../src/forge/load-file.ts";
import { loadRows } from "../../src/forge/load-rows.ts";
import type { LookMeans } from "../../src/forge/look-means.ts";
import { searchFiles } from "../../src/forge/search-files.ts";
import { apiOf, forgeMeans, LocalWork } from "./forge-world.ts";

const stack = withTestStack();
const make = new Factories(stack);
const look = createLookInside();
const work = new LocalWork();
let means: LookMeans;
let ctx: MemberContext;
let repositoryId: RepositoryId;

function modelOf(values: readonly number[]): Buffer {
  const bytes = Buffer.from(Float32Array.from(values).buffer);
  const shape = { dtype: "F32", shape: [values.length], data_offsets: [0, bytes.length] };
  const header = Buffer.from(JSON.stringify({ "layer.weight": shape }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, bytes]);
}

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, at) => `${String(at)},row ${String(at)}\n`).join("");

const write = (path: string, content: string | Buffer) =>
  writeFileSync(join(work.files, path), content);
const view = async (path: string) =>
  (await loadFile({ ctx, input: { repositoryId, at: "main", path }, means })).view;
const compare = (path: string) =>
  compareFile({ ctx, input: { repositoryId, at: "main", path }, means });

beforeAll(async () => {
  means = { ...forgeMeans(stack), look };
  ctx = await make.memberContext("creator");
  ({ repositoryId } = await createRepository({ ctx, input: { name: "knots" } }));
  mkdirSync(work.files);
  write("README.md", "# Knots\n");
  write("code.py", "print('reef')\n");
  write("table.csv", `id,what\n${rowsOf(250)}`);
  write("model.safetensors", modelOf([1, 2, 3, 4]));
  await work.save("First");
  write("code.py", "print('bowline')\n");
  write("table.csv", `id,what\n${rowsOf(251)}`);
  write("model.safetensors", modelOf([1, 2, 3, 5]));
  write("broken.safetensors", "not one");
  write("long.txt", "one line of many\n".repeat(40_000));
  write("noise.bin", Buffer.from([0, 1, 2, 3]));
  write("empty.txt", "");
  write("list.json", '[{"a":1,"b":2},{"a":3,"b":4}]');
  write("settings.json", '{"a":{"b":1}}');
  write("evil.pkl", "cos\nsystem\n");
  symlinkSync("code.py", join(work.files, "link"));
  await work.save("Second");
  await work.push(apiOf(ctx, repositoryId, means));
});
afterAll(async () => {
  await look.close();
  work.remove();
});

it("shows every kind of file as what it is", async () => {
  expect(await view("README.md")).toEqual({ kind: "markdown", text: "# Knots\n" });
  expect(await view("code.py")).toMatchObject({ kind: "text", nextByte: null });
  expect(await view("noise.bin")).toEqual({ kind: "binary" });
  expect(await view("empty.txt")).toEqual({ kind: "empty" });
  expect(await view("link")).toEqual({ kind: "link", target: "code.py" });
  expect(await view("settings.json")).toMatchObject({ kind: "text" });
  expect(await view("list.json")).toMatchObject({ kind: "inside", rows: { columns: ["a", "b"] } });
  expect(await view("model.safetensors")).toMatchObject({
    kind: "inside",
    inspection: { parameters: 4, tensors: [{ name: "layer.weight" }] },
  });
  expect(await view("evil.pkl")).toMatchObject({ inspection: { kind: "unopened" } });
  expect(await view("broken.safetensors")).toMatchObject({ kind: "refused" });
});

it("sends the first lines of a long text, and says where the rest begins", async () => {
  const seen = await view("long.txt");
  const text = seen.kind === "text" ? seen.text : "";
  expect(text.length).toBeLessThanOrEqual(firstTextBytes);
  expect(text.endsWith("\n")).toBe(true);
  expect(seen).toMatchObject({ nextByte: text.length });
});

it("pages the rows of a table, and of nothing else", async () => {
  const place = { repositoryId, at: "main", path: "table.csv" };
  const first = await loadRows({ ctx, input: place, means });
  expect(first.rows).toHaveLength(100);
  const second = await loadRows({ ctx, input: { ...place, cursor: first.next }, means });
  expect(second.rows[0]).toEqual(["100", "row 100"]);
  await expect(
    loadRows({ ctx, input: { ...place, path: "code.py" }, means }),
  ).rejects.toMatchObject({ kind: "not_found", code: "forge.no-table" });
});

it("compares text by line, tables by row and models by tensor", async () => {
  expect(await compare("code.py")).toMatchObject({ kind: "text", diff: { added: 1, removed: 1 } });
  expect(await compare("long.txt")).toMatchObject({ diff: { kind: "too-different" } });
  expect(await compare("table.csv")).toMatchObject({
    kind: "table",
    compared: { isCut: false, diff: { counts: { added: 1, removed: 0, changed: 0 } } },
  });
  expect(await compare("model.safetensors")).toMatchObject({
    kind: "model",
    diff: { same: 0, changes: [{ kind: "changed", values: { share: 0.25, largest: 1 } }] },
  });
  expect(await compare("noise.bin")).toEqual({ kind: "opaque" });
});

it("finds names, and lines of code and documents, of the version that is asked for", async () => {
  const search = (text: string, at = "main") =>
    searchFiles({ ctx, input: { repositoryId, at, text }, means });
  expect(await search("bowline")).toMatchObject({
    lines: [{ path: "code.py", line: 1, text: "print('bowline')" }],
  });
  expect((await search("reef")).lines).toEqual([]);
  expect((await search("knots")).lines).toMatchObject([{ path: "README.md", line: 1 }]);
  expect(await search("safetensors")).toMatchObject({
    names: ["broken.safetensors", "model.safetensors"],
  });
  // The long text is passed over, and the answer says that it is not all.
  expect(await search("many")).toMatchObject({ lines: [], isCut: true });
});

it("shows nothing of a private repository to others, in its organisation or outside", async () => {
  const colleague = await make.memberContext("learner", ctx.actor.orgId);
  for (const other of [colleague, await make.memberContext("admin")]) {
    const place = { ctx: other, input: { repositoryId, at: "main", path: "code.py" }, means };
    const missing = { kind: "not_found", code: "forge.repository-not-found" };
    await expect(loadFile(place)).rejects.toMatchObject(missing);
    await expect(loadRows(place)).rejects.toMatchObject(missing);
    await expect(compareFile(place)).rejects.toMatchObject(missing);
    const search = { ctx: other, input: { repositoryId, at: "main", text: "bowline" }, means };
    await expect(searchFiles(search)).rejects.toMatchObject(missing);
  }
});
