import type { PackUpload } from "../pack-files.ts";

/** A pack of a repository on a server, with where it is read. */
export interface RemotePack {
  readonly name: string;
  readonly bytes: number;
  readonly tailBytes: number;
  readonly storedAtMs: number;
  /** Shows the pack to anyone who has it, for an hour or so. */
  readonly url: string;
}

export type AnnouncedPack =
  | { readonly kind: "stored" }
  | { readonly kind: "upload"; readonly upload: PackUpload };

export type RefMove =
  | { readonly kind: "moved" }
  | { readonly kind: "elsewhere"; readonly current: string | null };

/** One repository of a server, as its API gives it. Errors come as AppError, with the server's own codes. */
export interface ForgeApi {
  listRefs(): Promise<ReadonlyMap<string, string>>;
  listPacks(forPush: boolean): Promise<readonly RemotePack[]>;
  takeLease(): Promise<{ readonly leaseId: string; readonly doomed: readonly string[] }>;
  renewLease(leaseId: string): Promise<void>;
  releaseLease(leaseId: string): Promise<void>;
  findChunks(leaseId: string, names: readonly string[]): Promise<readonly boolean[]>;
  announcePack(leaseId: string, name: string, bytes: number): Promise<AnnouncedPack>;
  /** After all of it was uploaded. */
  finishPack(leaseId: string, name: string): Promise<void>;
  moveRef(move: {
    readonly ref: string;
    readonly expected: string | null;
    readonly next: string | null;
    readonly leaseId?: string;
  }): Promise<RefMove>;
}
