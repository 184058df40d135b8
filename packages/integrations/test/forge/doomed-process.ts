import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAppError } from "@byteos/contracts/errors";
import { collectGarbage } from "@byteos/forge/store/collect";
import { decodeCommit } from "@byteos/forge/store/commit";
import { parseName } from "@byteos/forge/store/content-name";
import { readTree, type TreeEntry } from "@byteos/forge/store/tree";
import { openFolderStore, type FolderStore } from "../../src/forge/folder-store.ts";
import { restoreEntries } from "../../src/forge/restore-folder.ts";
import { saveFolder } from "../../src/forge/save-folder.ts";
import { noiseOf } from "./noise.ts";

// Works on a store until it kills itself with SIGKILL, before or after one of its operations there.
const [role = "", base = "", seed = "0"] = process.argv.slice(2);
let state = Number(seed) + 1;
const random = (below: number) => {
  state = Math.imul(state ^ (state >>> 15), 0x2c1b_3c6d) + 0x9e37_79b1;
  return ((state >>> 4) & 0xffff) % below;
};
let left = random(60) + 1;

/** Counts calls of a store's parts; the last one is the last thing this process does. */
function counted<Part extends object>(part: Part): Part {
  return new Proxy(part, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        // Opening a store reads every pack: only who reads dies in that.
        if (property === "read" && role !== "read") return Reflect.apply(value, target, args);
        left -= 1;
        if (left === 0 && random(2) === 0) process.kill(process.pid, "SIGKILL");
        const result: unknown = Reflect.apply(value, target, args);
        if (left === 0) process.kill(process.pid, "SIGKILL");
        if (property !== "create" && property !== "takeLease") return result;
        return Promise.resolve(result).then((made) => counted(made as object));
      };
    },
  });
}

const opened = openFolderStore(join(base, "store"));
const store: FolderStore = {
  packs: counted(opened.packs),
  refs: counted(opened.refs),
  collection: counted(opened.collection),
  openChunks: (lease) => opened.openChunks(lease),
};
const scratch = join(base, `${role}-${seed}`);

async function save(): Promise<void> {
  const ref = `branch-${random(3)}`;
  if (random(3) === 0) {
    const now = (await store.refs.list()).get(ref) ?? null;
    await store.refs.compareAndSwap(ref, now, null);
  }
  mkdirSync(scratch, { recursive: true });
  for (let file = 0; file < 5; file += 1) {
    // Few contents, so that what is garbage one moment is wanted the next.
    const content = random(10);
    writeFileSync(join(scratch, `f${file}`), noiseOf(70_000 + content, content));
  }
  await saveFolder({
    root: scratch,
    store,
    ref,
    author: { name: role, email: "" },
    message: seed,
    madeAtMs: 0,
    cachePath: join(base, `cache-${ref}-${seed}`),
  });
}

async function read(): Promise<void> {
  const chunks = await store.openChunks();
  for (const [, commit] of await store.refs.list()) {
    rmSync(scratch, { recursive: true, force: true });
    const entries: TreeEntry[] = [];
    const { tree } = decodeCommit(await chunks.read(parseName(commit) ?? new Uint8Array(32)));
    for await (const entry of readTree(chunks, tree)) entries.push(entry);
    await restoreEntries(chunks, entries, scratch);
    for (const { path, size } of entries) {
      const content = noiseOf(size, size - 70_000);
      if (!readFileSync(join(scratch, path)).equals(content)) throw new Error(`${path} is wrong`);
    }
  }
}

async function collect(): Promise<void> {
  await collectGarbage({ ...store, minAgeMs: 0, leaseExpiryMs: 400, isDryRun: false });
}

const work = { save, read, collect }[role];
while (work !== undefined) {
  try {
    await work();
  } catch (error) {
    const isBeaten = isAppError(error) && error.kind === "conflict";
    // A branch may be deleted and collected while it is read: then it is no longer there.
    const isGone = role === "read" && isAppError(error) && error.kind === "not_found";
    if (!isBeaten && !isGone) throw error;
  }
}
