import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyStore } from "@byteos/forge/store/verify-store";
import { expect, it } from "vitest";
import { createFolderStore } from "../../src/forge/folder-store.ts";

const script = new URL("./doomed-process.ts", import.meta.url).pathname;
const rounds = 100;

interface Ending {
  readonly role: string;
  readonly signal: NodeJS.Signals | null;
  readonly errors: string;
}

function runUntilKilled(role: string, base: string, seed: number): Promise<Ending> {
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_COMPILE_CACHE: join(base, "compiled") };
    const child = spawn(process.execPath, [script, role, base, `${seed}`], { env });
    let errors = "";
    child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
    child.on("close", (_code, signal) => resolve({ role, signal, errors }));
  });
}

it(`loses nothing in ${rounds * 3} killings of saves, collections and readings at once`, async () => {
  const base = mkdtempSync(join(tmpdir(), "byteos-killed-"));
  const store = createFolderStore(join(base, "store"));
  const packsSeen = new Set<string>();
  let commits = 0;
  try {
    // Ends by itself, and so leaves the compiled code to those that will not.
    expect(await runUntilKilled("warm-up", base, 0)).toMatchObject({ signal: null, errors: "" });
    for (let round = 0; round < rounds; round += 1) {
      const endings = await Promise.all(
        ["save", "collect", "read"].map((role) => runUntilKilled(role, base, round)),
      );
      expect(endings.map(({ errors }) => errors).join("")).toBe("");
      expect(endings.every(({ signal }) => signal === "SIGKILL")).toBe(true);
      const { refs } = store;
      const found = await verifyStore(await store.openChunks(), refs);
      expect(found, `round ${round}`).toMatchObject({
        damagedPacks: [],
        affectedFiles: [],
        unreadableCommits: [],
      });
      commits = Math.max(commits, found.commits);
      for (const { name } of await store.packs.list()) packsSeen.add(name);
      store.packs.close();
    }
    // It did happen: much was saved, and much of it collected.
    expect(commits).toBeGreaterThan(2);
    expect(packsSeen.size).toBeGreaterThan(rounds / 4);
    expect(readdirSync(join(base, "store/packs")).length).toBeLessThan(packsSeen.size / 2);
  } finally {
    store.packs.close();
    rmSync(base, { recursive: true });
  }
}, 900_000);
