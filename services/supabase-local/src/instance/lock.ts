import { randomUUID } from "node:crypto";
import { link, open, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { findProcessStart, isProcessAlive } from "./process-identity.ts";

const Owner = z.object({ pid: z.number().int(), start: z.string().nullable() });

export interface InstanceLock {
  release(): Promise<void>;
}

/**
 * Makes this process the only one to use a data folder. The lock of a killed process is taken over.
 * Throws when a living process holds it.
 */
export async function acquireLock(folder: string): Promise<InstanceLock> {
  const file = path.join(folder, "lock");
  const own = JSON.stringify({ pid: process.pid, start: await findProcessStart(process.pid) });
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (await tryCreate(file, own)) {
      return {
        release: async () => {
          if ((await readText(file)) === own) await rm(file, { force: true });
        },
      };
    }
    const held = await readText(file);
    if (held === null) continue;
    const owner = parseOwner(held);
    if (owner && (await isAlive(owner))) {
      throw new Error(
        `Supabase is running already on ${folder} (process ${owner.pid}). ` +
          "Stop it first, or choose another folder with BYTEOS_DATA_DIR.",
      );
    }
    await removeStale(file, held);
  }
  throw new Error(`Could not lock ${folder}: several processes are starting there at once.`);
}

async function tryCreate(file: string, content: string): Promise<boolean> {
  const whole = `${file}.${randomUUID()}`;
  const handle = await open(whole, "wx", 0o600);
  await handle.writeFile(content);
  await handle.close();
  try {
    // A link appears with its whole content, or not at all.
    await link(whole, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(whole, { force: true });
  }
}

// Two processes may find the same stale lock: only what was read may be removed, not a newer one.
async function removeStale(file: string, expected: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if ((await readText(aside)) !== expected) await link(aside, file).catch(() => {});
  await rm(aside, { force: true });
}

function parseOwner(text: string): z.infer<typeof Owner> | null {
  try {
    return Owner.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

async function isAlive(owner: z.infer<typeof Owner>): Promise<boolean> {
  if (!isProcessAlive(owner.pid)) return false;
  return owner.start === null || owner.start === (await findProcessStart(owner.pid));
}

function readText(file: string): Promise<string | null> {
  return readFile(file, "utf8").catch(() => null);
}
