import { join } from "node:path";
import { decodeCommit } from "@byteos/forge/store/commit";
import { parseName } from "@byteos/forge/store/content-name";
import { readTree, type TreeEntry } from "@byteos/forge/store/tree";
import { verifyStore } from "@byteos/forge/store/verify-store";
import { createFolderStore, openFolderStore } from "@byteos/integrations/forge/folder-store";
import { restoreEntries } from "@byteos/integrations/forge/restore-folder";
import { saveFolder } from "@byteos/integrations/forge/save-folder";

const ref = "main";

async function save(storePath: string, folder: string): Promise<number> {
  const saved = await saveFolder({
    root: folder,
    store: createFolderStore(storePath),
    ref,
    author: { name: "Bench", email: "bench@localhost" },
    message: `Saved ${folder}`,
    madeAtMs: Date.now(),
    cachePath: join(storePath, "bench-cache"),
  });
  return saved.newBytes;
}

async function verify(storePath: string): Promise<number> {
  const store = openFolderStore(storePath);
  const found = await verifyStore(await store.openChunks(), store.refs);
  if (found.damagedPacks.length > 0 || found.affectedFiles.length > 0 || found.commits < 2) {
    throw new Error("The store did not verify.");
  }
  return 0;
}

async function restore(storePath: string, folder: string): Promise<number> {
  const store = openFolderStore(storePath);
  const chunks = await store.openChunks();
  const head = parseName((await store.refs.list()).get(ref) ?? "");
  if (head === null) throw new Error("There is nothing to restore.");
  const entries: TreeEntry[] = [];
  for await (const entry of readTree(chunks, decodeCommit(await chunks.read(head)).tree)) {
    entries.push(entry);
  }
  await restoreEntries(chunks, entries, folder);
  return 0;
}

type Stage = (storePath: string, folder: string) => Promise<number>;
const stages: Readonly<Record<string, Stage>> = { save, verify, restore };

/** The new bytes of a stage: `save`, `verify` or `restore`. */
export async function runStage(stage: string, storePath: string, folder: string): Promise<number> {
  const run = stages[stage];
  if (run === undefined) throw new Error(`There is no stage ${stage}.`);
  return await run(storePath, folder);
}
