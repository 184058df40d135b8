import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { damaged } from "@byteos/forge/store/format-error";
import type { CollectionStore, HeldLease, Lease, Marks } from "@byteos/forge/store/ports";
import { isErrorCode } from "./error-code.ts";
import { NumberedFile } from "./numbered-file.ts";

/** Leases and marks as small files of the store. */
export class FolderCollection implements CollectionStore {
  readonly #store: string;
  readonly #leases: string;
  readonly #marks: NumberedFile;

  constructor(store: string) {
    this.#store = store;
    this.#leases = join(store, "leases");
    this.#marks = new NumberedFile(join(store, "marks"));
    mkdirSync(this.#leases, { recursive: true });
  }

  nowMs(): Promise<number> {
    const probe = join(this.#store, "tmp", `clock-${crypto.randomUUID()}`);
    writeFileSync(probe, "");
    const { mtimeMs } = statSync(probe);
    rmSync(probe);
    return Promise.resolve(mtimeMs);
  }

  async takeLease(): Promise<Lease> {
    const id = crypto.randomUUID();
    const path = join(this.#leases, id);
    // It counts from here on, as one that has seen nothing yet.
    writeFileSync(path, "", { flag: "wx" });
    const { epoch, markedAtMs } = await this.readMarks();
    const write = () => writeFileSync(path, `${epoch}\n`, { flag: "r+" });
    write();
    return {
      id,
      doomed: new Set(markedAtMs.keys()),
      renew: () => {
        if (existsSync(path)) write();
        return Promise.resolve();
      },
      release: () => {
        rmSync(path, { force: true });
        return Promise.resolve();
      },
    };
  }

  listLeases(): Promise<readonly HeldLease[]> {
    const leases: HeldLease[] = [];
    for (const id of readdirSync(this.#leases)) {
      try {
        const path = join(this.#leases, id);
        const renewedAtMs = statSync(path).mtimeMs;
        leases.push({ id, epoch: readEpoch(path), renewedAtMs });
      } catch (error) {
        // Released since it was listed.
        if (!isErrorCode(error, "ENOENT")) throw error;
      }
    }
    return Promise.resolve(leases);
  }

  revokeLease(id: string): Promise<void> {
    rmSync(join(this.#leases, id), { force: true });
    const refs = new NumberedFile(join(this.#store, "refs"));
    for (;;) {
      const { number, text } = refs.read();
      if (refs.write(number + 1, text)) return Promise.resolve();
    }
  }

  readMarks(): Promise<Marks> {
    const { number, text } = this.#marks.read();
    const markedAtMs = new Map<string, number>();
    for (const line of text.split("\n")) {
      const [, pack, since] = /^([0-9a-f]{64}) ([0-9.]+)$/.exec(line) ?? [];
      if (pack !== undefined) markedAtMs.set(pack, Number(since));
      else if (line !== "") throw damaged("the list of marked packs");
    }
    return Promise.resolve({ epoch: number, markedAtMs });
  }

  writeMarks({ epoch, markedAtMs }: Marks): Promise<boolean> {
    const lines = [...markedAtMs].map(([pack, since]) => `${pack} ${since}\n`);
    return Promise.resolve(this.#marks.write(epoch, lines.join("")));
  }

  async sweepUnfinished(olderThanMs: number): Promise<number> {
    const nowMs = await this.nowMs();
    let swept = 0;
    for (const folder of ["tmp", "refs", "marks"]) {
      for (const name of readdirSync(join(this.#store, folder))) {
        const path = join(this.#store, folder, name);
        const isUnfinished = folder === "tmp" || name.startsWith("new-");
        const stat = statSync(path, { throwIfNoEntry: false });
        if (!isUnfinished || stat === undefined || nowMs - stat.mtimeMs < olderThanMs) continue;
        rmSync(path, { force: true });
        swept += stat.size;
      }
    }
    return swept;
  }
}

/** Null when its holder has not seen the marks yet, or is writing that it has. */
function readEpoch(path: string): number | null {
  const [, epoch] = /^([0-9]+)\n$/.exec(readFileSync(path, "utf8")) ?? [];
  return epoch === undefined ? null : Number(epoch);
}

export function isLeaseHeld(store: string, id: string): boolean {
  return existsSync(join(store, "leases", id));
}
