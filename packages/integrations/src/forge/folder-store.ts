import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@byteos/contracts/errors";
import { ChunkStore } from "@byteos/forge/store/chunk-store";
import type { Lease } from "@byteos/forge/store/ports";
import { replaceFile } from "./durable-write.ts";
import { isErrorCode } from "./error-code.ts";
import { FolderCollection } from "./folder-collection.ts";
import { FolderPacks, preparePacks } from "./folder-packs.ts";
import { FolderRefs } from "./folder-refs.ts";

const formatLine = "byteos forge 1\n";

/** A store in a folder of this machine. */
export interface FolderStore {
  readonly packs: FolderPacks;
  readonly refs: FolderRefs;
  readonly collection: FolderCollection;
  /** What a lease says may be about to go is read, but not built upon. */
  openChunks(lease?: Lease): Promise<ChunkStore>;
}

/** Makes the folder a store, if it is not one yet. */
export function createFolderStore(path: string): FolderStore {
  mkdirSync(path, { recursive: true });
  preparePacks(path);
  replaceFile(join(path, "format"), formatLine);
  return openFolderStore(path);
}

/** `forge.no-store` when the folder is none, `forge.newer-store` when it is of a later format. */
export function openFolderStore(path: string): FolderStore {
  let format: string;
  try {
    format = readFileSync(join(path, "format"), "utf8");
  } catch (error) {
    if (!isErrorCode(error, "ENOENT") && !isErrorCode(error, "ENOTDIR")) throw error;
    throw new AppError("not_found", "forge.no-store", `There is no store in ${path}.`);
  }
  if (format !== formatLine) {
    throw new AppError("precondition", "forge.newer-store", "This store has another format.", {
      suggestion: "Update byteos.",
    });
  }
  const packs = new FolderPacks(path);
  return {
    packs,
    refs: new FolderRefs(path),
    collection: new FolderCollection(path),
    openChunks: (lease) => ChunkStore.open(packs, lease?.doomed),
  };
}
