import type { PackStore } from "../../src/store/ports.ts";

/** Packs in memory, with what was read of them counted. */
export class MemoryPacks implements PackStore {
  readonly packs = new Map<string, Uint8Array>();
  readBytes = 0;

  list() {
    return Promise.resolve(
      [...this.packs].map(([name, bytes]) => ({ name, bytes: bytes.length, storedAtMs: 0 })),
    );
  }

  read(pack: string, start: number, end: number) {
    const bytes = this.packs.get(pack);
    if (bytes === undefined) return Promise.reject(new Error(`no pack ${pack}`));
    this.readBytes += end - start;
    return Promise.resolve(bytes.slice(start, end));
  }

  create() {
    const parts: Uint8Array[] = [];
    return Promise.resolve({
      write: (bytes: Uint8Array) => {
        parts.push(bytes.slice());
      },
      finish: (name: string) => {
        this.packs.set(name, new Uint8Array(Buffer.concat(parts)));
        return Promise.resolve();
      },
      abandon: () => Promise.resolve(),
    });
  }

  remove(pack: string) {
    this.packs.delete(pack);
    return Promise.resolve();
  }

  get storedBytes(): number {
    return [...this.packs.values()].reduce((sum, { length }) => sum + length, 0);
  }
}
