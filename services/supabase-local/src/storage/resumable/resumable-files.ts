import type { Stats } from "node:fs";
import { mkdir, open, readdir, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { syncFolder, writeFileDurably } from "../../instance/durable-file.ts";

const UploadPlan = z.object({
  version: z.uuid(),
  bucketId: z.string(),
  name: z.string(),
  isUpsert: z.boolean(),
  /** Whose upload it is; null for those who are not signed in. */
  subject: z.string().nullable(),
  /** Permitted by a link instead of a role. */
  isSigned: z.boolean(),
  /** Null while the client has not said. */
  sizeBytes: z.int().nonnegative().nullable(),
  metadata: z.record(z.string(), z.string().nullable()),
  createdAt: z.iso.datetime(),
});
/** What is known of an upload when it begins. Never changes. */
export type UploadPlan = z.infer<typeof UploadPlan>;

export interface UploadState {
  plan: UploadPlan;
  sizeBytes: number | null;
  /** Bytes that are safely on disk. What the file has beyond them was not acknowledged. */
  offset: number;
  /** All bytes had come once, and the object may be there: the database knows. */
  mayBeCommitted: boolean;
  isFinished: boolean;
}

type JournalEntry =
  | { kind: "offset"; offset: number }
  | { kind: "size"; sizeBytes: number }
  | { kind: "finishing" | "finished" };

/**
 * Files of uploads under way, three for each: the plan, the bytes so far, and a journal of what has been
 * acknowledged. An upload exists once its plan does; a line of the journal counts when it is whole.
 */
export class ResumableFiles {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async open(folder: string): Promise<ResumableFiles> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await syncFolder(path.dirname(folder));
    return new ResumableFiles(folder);
  }

  async create(plan: UploadPlan): Promise<void> {
    for (const kind of ["bytes", "journal"] as const) {
      const handle = await open(this.locate(plan.version, kind), "wx", 0o600);
      await handle.close();
    }
    // Syncs the folder too, and so the names of the other two.
    await writeFileDurably(this.locate(plan.version, "plan"), JSON.stringify(plan), 0o600);
  }

  /** Null for an upload that does not exist. */
  async read(version: string): Promise<UploadState | null> {
    try {
      const [plan, journal] = await Promise.all([
        readFile(this.locate(version, "plan"), "utf8"),
        readFile(this.locate(version, "journal"), "utf8"),
      ]);
      return replay(UploadPlan.parse(JSON.parse(plan)), journal);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
  }

  /** On disk when this returns. Sync the bytes that it speaks of before. */
  async note(version: string, entry: JournalEntry): Promise<void> {
    const handle = await open(this.locate(version, "journal"), "a");
    try {
      // A line break before it as well: the last line may have been cut off by a crash.
      await handle.write(`\n${JSON.stringify(entry)}\n`);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }

  /** The bytes are an object now; the journal stays for a client that has not heard of it. */
  async removeBytes(version: string): Promise<void> {
    await rm(this.locate(version, "bytes"), { force: true });
  }

  async remove(version: string): Promise<void> {
    // The plan first: without it the rest is nobody's.
    for (const kind of ["plan", "journal", "bytes"] as const) {
      await rm(this.locate(version, kind), { force: true });
    }
    await syncFolder(this.#folder);
  }

  async listVersions(): Promise<string[]> {
    const names = await readdir(this.#folder);
    return names.filter((name) => name.endsWith(".plan")).map((name) => name.slice(0, 36));
  }

  /** Removes what a crash left of uploads that had not begun. Returns how many files. */
  async removeStrays(before: Date): Promise<number> {
    const planned = new Set(await this.listVersions());
    let removed = 0;
    for (const name of await readdir(this.#folder)) {
      if (planned.has(name.slice(0, 36))) continue;
      const file = path.join(this.#folder, name);
      const details: Stats | null = await stat(file).catch(() => null);
      if (!details || details.ctime >= before) continue;
      await rm(file, { force: true });
      removed += 1;
    }
    return removed;
  }

  locate(version: string, kind: "plan" | "bytes" | "journal"): string {
    return path.join(this.#folder, `${z.uuid().parse(version)}.${kind}`);
  }
}

const JournalEntry: z.ZodType<JournalEntry> = z.union([
  z.object({ kind: z.literal("offset"), offset: z.int().nonnegative() }),
  z.object({ kind: z.literal("size"), sizeBytes: z.int().nonnegative() }),
  z.object({ kind: z.enum(["finishing", "finished"]) }),
]);

function replay(plan: UploadPlan, journal: string): UploadState {
  const state: UploadState = {
    plan,
    sizeBytes: plan.sizeBytes,
    offset: 0,
    mayBeCommitted: false,
    isFinished: false,
  };
  for (const line of journal.split("\n")) {
    const entry = readEntry(line);
    // Cut off, so never acknowledged.
    if (entry === null) continue;
    if (entry.kind === "offset") state.offset = entry.offset;
    else if (entry.kind === "size") state.sizeBytes = entry.sizeBytes;
    else if (entry.kind === "finishing") state.mayBeCommitted = true;
    else state.isFinished = true;
  }
  return state;
}

function readEntry(line: string): JournalEntry | null {
  try {
    return JournalEntry.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
