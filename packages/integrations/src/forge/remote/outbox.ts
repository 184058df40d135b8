import { closeSync, fdatasync, mkdirSync, openSync, readdirSync, readFileSync } from "node:fs";
import { renameSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { PackSink } from "@byteos/forge/store/ports";
import { syncFolder } from "../durable-write.ts";
import { isErrorCode } from "../error-code.ts";
import type { ForgeApi } from "./forge-api.ts";
import { uploadFile } from "./upload-file.ts";

const suffix = ".pack";
const uploadsAtOnce = 3;
const staleMs = 24 * 3_600_000;

export interface OutboxOptions {
  readonly folder: string;
  readonly api: Pick<ForgeApi, "announcePack" | "finishPack">;
  readonly onSent?: (bytes: number) => void;
}

/**
 * Packs on their way to a server, as files of a folder until the server has them. A process that is killed
 * leaves them there, and the next one takes each upload up where it stopped.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #sending = new Set<Promise<void>>();
  #leaseId = "";

  constructor(options: OutboxOptions) {
    this.#options = options;
    mkdirSync(options.folder, { recursive: true });
  }

  /** From now on packs are sent under this lease; those that an earlier process has left are sent first. */
  async begin(leaseId: string): Promise<void> {
    this.#leaseId = leaseId;
    const left: string[] = [];
    for (const file of readdirSync(this.#options.folder)) {
      const path = join(this.#options.folder, file);
      if (file.endsWith(suffix)) left.push(file.slice(0, -suffix.length));
      else if (isStale(path)) rmSync(path, { force: true });
    }
    for (const name of left) {
      await this.#waitForRoom();
      this.#send(name).catch(() => undefined);
    }
    await Promise.all(this.#sending);
  }

  /** Waits while as many packs are on their way as may be, so that the disk need not hold all of a push. */
  async create(): Promise<PackSink> {
    await this.#waitForRoom();
    const { folder } = this.#options;
    const temporary = join(folder, `${crypto.randomUUID()}.new`);
    const file = openSync(temporary, "wx");
    return {
      write: (bytes) => writeAll(file, bytes),
      finish: async (name) => {
        await promisify(fdatasync)(file);
        closeSync(file);
        renameSync(temporary, join(folder, name + suffix));
        syncFolder(folder);
        await this.#send(name);
      },
      abandon: () => {
        closeSync(file);
        rmSync(temporary, { force: true });
        return Promise.resolve();
      },
    };
  }

  async #waitForRoom(): Promise<void> {
    while (this.#sending.size >= uploadsAtOnce) await Promise.race(this.#sending);
  }

  #send(name: string): Promise<void> {
    const work = this.#deliver(name).finally(() => this.#sending.delete(work));
    this.#sending.add(work);
    // Whoever waits for the pack is told; here it only makes room.
    work.catch(() => undefined);
    return work;
  }

  async #deliver(name: string): Promise<void> {
    const { folder, api, onSent } = this.#options;
    const path = join(folder, name + suffix);
    const addressPath = join(folder, `${name}.address`);
    const announced = await api.announcePack(this.#leaseId, name, statSync(path).size);
    if (announced.kind === "upload") {
      await uploadFile({
        path,
        upload: announced.upload,
        address: readIfThere(addressPath),
        onBegun: (address) => writeFileSync(addressPath, address),
        onSent: (bytes) => onSent?.(bytes),
      });
      await api.finishPack(this.#leaseId, name);
    }
    rmSync(path, { force: true });
    rmSync(addressPath, { force: true });
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (isErrorCode(error, "ENOENT")) return null;
    throw error;
  }
}

/** A pack that was being written when its process died; one that is written now is younger. */
function isStale(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false });
  return path.endsWith(".new") && stat !== undefined && Date.now() - stat.mtimeMs > staleMs;
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}
