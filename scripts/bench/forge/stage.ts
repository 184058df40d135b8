import { join } from "node:path";
import { decodeCommit } from "@byteos/forge/store/commit";
import { parseName } from "@byteos/forge/store/content-name";
import { readTree, type TreeEntry } from "@byteos/forge/store/tree";
import { verifyStore } from "@byteos/forge/store/verify-store";
import { createFolderStore, openFolderStore } from "@byteos/integrations/forge/folder-store";
import { restoreEntries } from "@byteos/integrations/forge/restore-folder";
import { saveFolder } from "@byteos/integrations/forge/save-folder";

// One stage in a process of its own, so that its memory and processor time are its alone.
const [stage = "", storePath = "", folder = ""] = process.argv.slice(2);
const ref = "main";

async function save(): Promise<number> {
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

async function verify(): Promise<number> {
  const store = openFolderStore(storePath);
  const found = await verifyStore(await store.openChunks(), store.refs);
  if (found.damagedPacks.length > 0 || found.affectedFiles.length > 0 || found.commits < 2) {
    throw new Error("The store did not verify.");
  }
  return 0;
}

async function restore(): Promise<number> {
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

const stages: Readonly<Record<string, () => Promise<number>>> = { save, verify, restore };
const newBytes = await stages[stage]?.();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
console.log(JSON.stringify({ newBytes, cpuSeconds, peakMb: maxRSS / 1024 }));
