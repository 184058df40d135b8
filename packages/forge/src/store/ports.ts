/** Where packs are kept: a folder, or objects of a storage service. Names are 64 hexadecimal digits. */
export interface PackStore {
  list(): Promise<readonly StoredPack[]>;
  /**
   * Exactly the bytes from `start` to before `end`; `forge.missing-pack` when there is no such pack. They may
   * come in the memory of `into`, which then is the caller's to use again once they are done with.
   */
  read(pack: string, start: number, end: number, into?: Uint8Array): Promise<Uint8Array>;
  /** A pack being written. Nobody sees it before `finish`, after which no crash of the machine loses it. */
  create(): Promise<PackSink>;
  remove(pack: string): Promise<void>;
}

export interface StoredPack {
  readonly name: string;
  readonly bytes: number;
  /** When it became visible, by the clock of the store. */
  readonly storedAtMs: number;
  /** Bytes of its index and trailer, where the store knows: they are read without a guess then. */
  readonly tailBytes?: number;
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
  compareAndSwap(
    ref: string,
    expected: string | null,
    next: string | null,
    conditions?: MoveConditions,
  ): Promise<boolean>;
}

/** What must be so at the very moment in which a ref moves. */
export interface MoveConditions {
  /** Must still be held; `forge.lease-lost` when it is not. */
  readonly lease: Lease;
  /**
   * Another ref that still points at this commit; else the move is refused like one that came too late. For
   * pointing at what was not stored under the lease, and only that ref keeps.
   */
  readonly witness?: { readonly ref: string; readonly commit: string };
}

/** Held from before the first look at what is stored until the ref has moved. */
export interface Lease {
  readonly id: string;
  /** Packs that may be about to go: nothing new relies on them. */
  readonly doomed: ReadonlySet<string>;
  renew(): Promise<void>;
  release(): Promise<void>;
}

export interface HeldLease {
  readonly id: string;
  /** The marks its holder has seen; null while it has not seen any yet. */
  readonly epoch: number | null;
  readonly renewedAtMs: number;
}

/** Packs on their way out, and since when, in the latest of numbered states. */
export interface Marks {
  readonly epoch: number;
  readonly markedAtMs: ReadonlyMap<string, number>;
}

/** What collection and those who save must agree on. */
export interface CollectionStore {
  /** By the clock of the store, which all its users share. */
  nowMs(): Promise<number>;
  takeLease(): Promise<Lease>;
  listLeases(): Promise<readonly HeldLease[]>;
  /** Takes a lease away. When this returns, no ref can be moved under it any more. */
  revokeLease(id: string): Promise<void>;
  readMarks(): Promise<Marks>;
  /** Makes these the latest marks; false when somebody else made this epoch. */
  writeMarks(marks: Marks): Promise<boolean>;
  /** Removes what writers that died have left, if it is older than this. */
  sweepUnfinished(olderThanMs: number): Promise<number>;
}
