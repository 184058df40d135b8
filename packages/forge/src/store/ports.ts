/** Where packs are kept: a folder, or objects of a storage service. Names are 64 hexadecimal digits. */
export interface PackStore {
  list(): Promise<readonly StoredPack[]>;
  /** Exactly the bytes from `start` to before `end`; `forge.missing-pack` when there is no such pack. */
  read(pack: string, start: number, end: number): Promise<Uint8Array>;
  /** A pack being written. Nobody sees it before `finish`, after which no crash of the machine loses it. */
  create(): Promise<PackSink>;
  remove(pack: string): Promise<void>;
}

export interface StoredPack {
  readonly name: string;
  readonly bytes: number;
  /** When it became visible, by the clock of the store. */
  readonly storedAtMs: number;
}

export interface PackSink {
  /** Takes the bytes before it returns; the caller may use the memory again. */
  write(bytes: Uint8Array): void;
  /** Makes the pack visible under its name. Writing the same pack twice is no error. */
  finish(pack: string): Promise<void>;
  abandon(): Promise<void>;
}

/** Names that move: branches and tags, each pointing at a commit. */
export interface RefStore {
  list(): Promise<ReadonlyMap<string, string>>;
  /**
   * Points `ref` at the commit `next` (null removes it) if it still points at `expected` (null: if it does
   * not exist). False, and nothing changed, when somebody else was quicker.
   */
  compareAndSwap(ref: string, expected: string | null, next: string | null): Promise<boolean>;
}
