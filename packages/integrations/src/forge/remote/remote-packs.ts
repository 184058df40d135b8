import { AppError } from "@byteos/contracts/errors";
import type { PackSink, PackStore, StoredPack } from "@byteos/forge/store/ports";
import type { ForgeApi, RemotePack } from "./forge-api.ts";
import type { Outbox } from "./outbox.ts";
import { patientFetch } from "./patient-fetch.ts";

const blockBytes = 4 * 1024 * 1024;
const mostBlocks = 8;
const timeoutMs = 120_000;

export interface RemotePacksOptions {
  readonly api: Pick<ForgeApi, "listPacks">;
  /** Where new packs go; null for who only reads. */
  readonly outbox: Outbox | null;
  readonly onReceived?: (bytes: number) => void;
}

/**
 * The packs of a repository on a server. They are read from its file store in large blocks, the next one while
 * the one before is used, as transfers read forwards.
 */
export class RemotePacks implements PackStore {
  readonly #options: RemotePacksOptions;
  #known = new Map<string, RemotePack>();
  readonly #blocks = new Map<string, Promise<Uint8Array>>();

  constructor(options: RemotePacksOptions) {
    this.#options = options;
  }

  async list(): Promise<readonly StoredPack[]> {
    const packs = await this.#options.api.listPacks(this.#options.outbox !== null);
    this.#known = new Map(packs.map((pack) => [pack.name, pack]));
    return packs.map(({ name, bytes, tailBytes, storedAtMs }) => {
      return { name, bytes, tailBytes, storedAtMs };
    });
  }

  async read(name: string, start: number, end: number): Promise<Uint8Array> {
    const pack = this.#known.get(name);
    if (pack === undefined) throw missingPack(name);
    // An index is read once, and nothing beside it.
    if (start >= pack.bytes - pack.tailBytes) return this.#fetch(pack, start, end);
    const bytes = new Uint8Array(end - start);
    for (let at = start; at < end;) {
      const number = Math.floor(at / blockBytes);
      const blockStart = number * blockBytes;
      const block = await this.#readBlock(pack, number);
      const part = block.subarray(at - blockStart, end - blockStart);
      bytes.set(part, at - start);
      at += part.length;
    }
    return bytes;
  }

  create(): Promise<PackSink> {
    const { outbox } = this.#options;
    if (outbox === null) throw new Error("These packs are only read.");
    return outbox.create();
  }

  remove(): Promise<void> {
    throw new Error("A server collects its own packs.");
  }

  #readBlock(pack: RemotePack, number: number): Promise<Uint8Array> {
    const found = this.#startBlock(pack, number);
    if ((number + 1) * blockBytes < pack.bytes) void this.#startBlock(pack, number + 1);
    return found;
  }

  #startBlock(pack: RemotePack, number: number): Promise<Uint8Array> {
    const key = `${pack.name}/${number}`;
    const known = this.#blocks.get(key);
    this.#blocks.delete(key);
    const start = number * blockBytes;
    const block = known ?? this.#fetch(pack, start, Math.min(start + blockBytes, pack.bytes));
    this.#blocks.set(key, block);
    // Whoever waits for it is told; a block fetched ahead may not be wanted by anybody.
    block.catch(() => this.#blocks.delete(key));
    for (const oldest of this.#blocks.keys()) {
      if (this.#blocks.size <= mostBlocks) break;
      this.#blocks.delete(oldest);
    }
    return block;
  }

  async #fetch(pack: RemotePack, start: number, end: number): Promise<Uint8Array> {
    const current = this.#known.get(pack.name) ?? pack;
    const answer = await this.#request(current.url, start, end);
    if (answer !== null) return answer;
    // The address lasts an hour; the pack itself may have been collected.
    await this.list();
    const renewed = this.#known.get(pack.name);
    const again = renewed === undefined ? null : await this.#request(renewed.url, start, end);
    if (again === null) throw missingPack(pack.name);
    return again;
  }

  /** Null when the server has it not at this address. */
  async #request(url: string, start: number, end: number): Promise<Uint8Array | null> {
    if (url === "") return null;
    for (let attempt = 1; ; attempt += 1) {
      const request = () => ({ headers: { range: `bytes=${start}-${end - 1}` } });
      const answer = await patientFetch(url, { timeoutMs, request });
      if (answer.status !== 206) {
        await answer.body?.cancel();
        return null;
      }
      try {
        const bytes = new Uint8Array(await answer.arrayBuffer());
        if (bytes.length === end - start) {
          this.#options.onReceived?.(bytes.length);
          return bytes;
        }
      } catch (error) {
        // Cut off in the middle of the answer.
        if (attempt === 5) throw error;
      }
      if (attempt === 5) return null;
    }
  }
}

function missingPack(name: string): AppError {
  return new AppError("not_found", "forge.missing-pack", `Pack ${name} is not there any more.`);
}
