import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { run } from "../src/run.ts";

let work: string;

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), "byteos-cli-"));
});
afterEach(() => rmSync(work, { recursive: true }));

const byteos = (...words: string[]) => byteosIn(work, ...words);

async function byteosIn(folder: string, ...words: string[]) {
  let out = "";
  let err = "";
  const collect = (add: (text: string) => void) => ({
    write: (text: string) => {
      add(text);
      return true;
    },
  });
  const code = await run(words, folder, {
    out: collect((text) => (out += text)),
    err: collect((text) => (err += text)),
  });
  return { code, out, err };
}

async function json(...words: string[]): Promise<Record<string, unknown>> {
  const { out } = await byteos(...words, "--json");
  expect(out.split("\n").length).toBe(2);
  return JSON.parse(out) as Record<string, unknown>;
}

const write = (path: string, text: string) => writeFileSync(join(work, path), text);
const read = (path: string) => readFileSync(join(work, path), "utf8");

it("keeps versions, shows what changed and brings back what was", async () => {
  expect((await byteos("init", "--author", "Ada <ada@example.org>")).code).toBe(0);
  write("notes.md", "one\ntwo\nthree\n");
  mkdirSync(join(work, "data"));
  write("data/a.csv", "id,score\n1,2\n");
  expect((await byteos("save", "-m", "First")).out).toMatch(/^[0-9a-f]{12} on main: 2 files/);

  write("notes.md", "one\n2\nthree\n");
  write("new.txt", "new\n");
  rmSync(join(work, "data/a.csv"));
  expect(await json("status")).toMatchObject({
    changes: [
      { kind: "added", path: "data" },
      { kind: "deleted", path: "data/a.csv" },
      { kind: "added", path: "new.txt" },
      { kind: "changed", path: "notes.md" },
    ],
  });
  expect((await byteos("status", "--exit-code")).code).toBe(1);
  const { out } = await byteos("diff", "notes.md");
  expect(out).toContain("-two\n+2\n");
  expect(out).not.toContain("new.txt");

  expect((await byteos("restore", "data", "notes.md")).code).toBe(0);
  expect(read("notes.md")).toBe("one\ntwo\nthree\n");
  expect(read("data/a.csv")).toBe("id,score\n1,2\n");
  expect(read("new.txt")).toBe("new\n");
  await byteos("save", "-m", "Second\n\nWith a reason.");
  const { commits } = await json("log");
  expect(commits).toMatchObject([
    { message: "Second\n\nWith a reason.", author: { name: "Ada", email: "ada@example.org" } },
    { message: "First" },
  ]);
  expect((await byteos("save", "-m", "Again")).out).toBe(
    "Nothing changed since the last version.\n",
  );
});

it("switches between branches, and never over unsaved work", async () => {
  await byteos("init");
  write("a.txt", "main");
  mkdirSync(join(work, "only-main/deep"), { recursive: true });
  write("only-main/deep/x", "x");
  write("run.sh", "#!/bin/sh\n");
  chmodSync(join(work, "run.sh"), 0o755);
  await byteos("save", "-m", "Main");
  await byteos("tag", "v1");
  await byteos("switch", "-c", "experiment");
  write("a.txt", "experiment");
  rmSync(join(work, "only-main"), { recursive: true });
  write("only-main", "a file now");
  const refused = await byteos("switch", "main");
  expect(refused.code).toBe(4);
  expect(refused.err).toContain("not saved");
  await byteos("save", "-m", "Experiment");

  expect((await byteos("switch", "main")).code).toBe(0);
  expect([read("a.txt"), read("only-main/deep/x")]).toEqual(["main", "x"]);
  expect(statSync(join(work, "run.sh")).mode & 0o111).not.toBe(0);
  expect((await byteos("status", "--exit-code")).code).toBe(0);
  expect((await byteos("switch", "experiment")).code).toBe(0);
  expect(read("only-main")).toBe("a file now");
  expect((await byteos("diff", "--from", "v1", "--to", "experiment", "a.txt")).out).toContain(
    "-main\n",
  );
  expect((await byteos("branch")).out).toMatch(/\* experiment {2}[0-9a-f]{12}\n {2}main/);
  expect((await byteos("branch", "experiment", "-d")).code).toBe(4);
  expect((await byteos("branch", "main", "-d")).code).toBe(0);
  expect((await byteos("branch", "experiment")).code).toBe(4);
  const { commits } = await json("log", "v1");
  const [first] = commits as { commit: string }[];
  expect((await byteos("branch", "again", "--from", first!.commit.slice(0, 8))).code).toBe(0);
});

it("leaves out what tools make and what rules name, and says so", async () => {
  await byteos("init");
  mkdirSync(join(work, "node_modules/x"), { recursive: true });
  mkdirSync(join(work, "sub/target"), { recursive: true });
  mkdirSync(join(work, ".git"));
  write("node_modules/x/i.js", "");
  write("sub/target/kept", "kept");
  write(".git/config", "");
  write(".gitignore", "*.log\n!important.log\n");
  write("sub/.byteosignore", "!target/\nsecret\n");
  write("a.log", "");
  write("important.log", "!");
  write("sub/secret", "");
  const saved = await json("save", "-m", "x");
  expect(saved).toMatchObject({ leftOut: ["node_modules/"] });
  rmSync(join(work, "sub"), { recursive: true });
  rmSync(join(work, "important.log"));
  await byteos("restore", ".");
  expect(readdirSync(join(work, "sub")).sort()).toEqual([".byteosignore", "target"]);
  expect(read("important.log")).toBe("!");
  expect((await byteos("save", "-m", "y")).err).toContain("Left out, as by default: node_modules/");
});

it("verifies, says what takes the space and what could be freed", async () => {
  await byteos("init");
  write("big.txt", "0123456789".repeat(20_000));
  write("copy.txt", "0123456789".repeat(20_000));
  await byteos("save", "-m", "x");
  expect(await json("verify")).toMatchObject({ isGood: true, commits: 1 });
  const { paths } = await json("why-size");
  expect(paths).toMatchObject([{ path: "big.txt" }, { path: "copy.txt", ownBytes: 0 }]);
  expect(await json("gc", "--dry-run")).toMatchObject({ freedBytes: 0, markedBytes: 0 });

  const store = join(work, ".byteos/store/packs");
  const [pack] = readdirSync(store);
  const bytes = readFileSync(join(store, pack!));
  bytes[20] = (bytes[20] ?? 0) ^ 0xff;
  chmodSync(join(store, pack!), 0o644);
  writeFileSync(join(store, pack!), bytes);
  const hurt = await byteos("verify");
  expect(hurt.code).toBe(1);
  expect(hurt.out).toContain("Damaged pack");
});

it("inspects a file as it is and as it was", async () => {
  await byteos("init");
  write("t.csv", "id,name\n1,a\n2,b\n");
  await byteos("save", "-m", "x");
  write("t.csv", "only\n1\n");
  expect(await json("inspect", "t.csv")).toMatchObject({
    kind: "table",
    columns: [{ name: "only" }],
  });
  expect(await json("inspect", "t.csv", "--from", "main")).toMatchObject({
    columns: [{ name: "id" }, { name: "name" }],
  });
  expect((await byteos("inspect", "nothing.csv")).code).toBe(3);
});

it("clones, pushes and pulls, and never over what others did", async () => {
  await byteos("init");
  expect((await byteos("clone", ".", "empty")).code).toBe(0);
  rmSync(join(work, "empty"), { recursive: true });
  write("a.txt", "one");
  write("big.bin", "0123456789abcdef".repeat(30_000));
  await byteos("save", "-m", "One");
  await byteos("tag", "v1");
  const copy = mkdtempSync(join(tmpdir(), "byteos-cli-copy-"));
  try {
    expect((await byteosIn(copy, "clone", work, "there")).code).toBe(0);
    const there = join(copy, "there");
    expect(readFileSync(join(there, "a.txt"), "utf8")).toBe("one");
    expect((await byteosIn(there, "tag")).out).toContain("v1");
    expect((await byteosIn(there, "verify")).code).toBe(0);

    writeFileSync(join(there, "a.txt"), "two");
    await byteosIn(there, "save", "-m", "Two");
    expect((await byteosIn(there, "push")).err).toContain("Somebody works on main there");
    expect((await byteos("pull", there)).out).toMatch(/got/);
    expect(read("a.txt")).toBe("two");

    const shared = join(copy, "shared");
    expect((await byteos("init", "--bare", shared)).code).toBe(0);
    expect((await byteosIn(there, "push", shared)).out).toMatch(/sent/);
    expect((await byteosIn(there, "push")).out).toBe("It has everything already.\n");
    writeFileSync(join(there, "a.txt"), "three");
    await byteosIn(there, "save", "-m", "Three");
    await byteosIn(there, "push");
    write("b.txt", "beside");
    await byteos("save", "-m", "Beside");
    expect((await byteos("push", shared)).code).toBe(4);
    expect((await byteos("pull", shared)).err).toContain("Both have versions");
    expect((await byteosIn(copy, "clone", "shared", "again")).code).toBe(0);
    expect(readFileSync(join(copy, "again/a.txt"), "utf8")).toBe("three");
  } finally {
    rmSync(copy, { recursive: true });
  }
});

it("explains mistakes and ends with codes for scripts", async () => {
  expect(await byteos("sav")).toMatchObject({
    code: 2,
    err: 'byteos: byteos has no command "sav".\nDo you mean "byteos save"?\n',
  });
  expect((await byteos("status")).code).toBe(3);
  expect(await json("status")).toMatchObject({ error: { code: "cli.no-repository" } });
  expect((await byteos("save", "--nonsense")).code).toBe(2);
  await byteos("init");
  expect((await byteos("init")).code).toBe(4);
  expect((await byteos("save")).err).toContain('byteos save -m "…"');
  expect((await byteos("log")).out).toBe("There is no version yet.\n");
  expect((await byteos("switch", "../x")).code).toBe(2);
  expect((await byteos("restore", "../outside")).code).toBe(2);
  expect(existsSync(join(work, ".byteos/store"))).toBe(true);
});

it("teaches by example, and completes in three shells", async () => {
  const all = (await byteos("help")).out;
  for (const name of ["init", "save", "switch", "why-size"]) expect(all).toContain(`\n  ${name} `);
  expect((await byteos("save", "--help")).out).toContain('byteos save -m "Train for 10 epochs"');
  for (const shell of ["bash", "zsh", "fish"]) {
    expect((await byteos("completion", shell)).out).toContain("why-size");
  }
  expect((await byteos("completion", "csh")).code).toBe(2);
});
