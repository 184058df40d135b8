import { AppError } from "@byteos/contracts/errors";
import { asService } from "@byteos/db/as-service";
import { packRepository, type PackRow } from "@byteos/db/repositories/pack.repository";
import type { Tx } from "@byteos/db/transaction";
import { packLimits } from "@byteos/forge/store/pack-format";
import type { PackSink, PackStore, StoredPack } from "@byteos/forge/store/ports";
import { packPath } from "@byteos/integrations/forge/pack-files";
import type { ForgeMeans } from "./forge-means.ts";

export interface StoredPacksOptions extends ForgeMeans {
  readonly orgId: string;
  /** Which packs there are, for those who have been let in. */
  readonly list: (tx: Tx) => Promise<readonly PackRow[]>;
}

/** Packs of the service, for reading: indexes from the database, content from the file store by range. */
export function storedPacks({ orgId, list, files }: StoredPacksOptions): PackStore {
  const tailStarts = new Map<string, number>();
  return {
    async list(): Promise<readonly StoredPack[]> {
      const rows = await asService("list the packs of a repository", list);
      return rows.map(({ name, bytes, tailBytes, storedAt }) => {
        tailStarts.set(name, bytes - tailBytes);
        return { name, bytes, tailBytes, storedAtMs: storedAt.getTime() };
      });
    },

    async read(name, start, end) {
      const tailStart = tailStarts.get(name);
      if (tailStart === undefined || start < tailStart) {
        return files.read(packPath(orgId, name), start, end);
      }
      const tail = await asService("read the index of a pack", (tx) =>
        packRepository.readTail(tx, { orgId, name }),
      );
      if (tail !== null) return tail.subarray(start - tailStart, end - tailStart);
      throw new AppError("not_found", "forge.missing-pack", `Pack ${name} was collected.`);
    },

    create: () => Promise.reject(readOnly()),
    remove: () => Promise.reject(readOnly()),
  };
}

function readOnly(): AppError {
  return new AppError("internal", "forge.read-only", "These packs are only read.");
}

/** Gathers a pack in memory, which is at most 64 MiB, and gives it whole to `store`. */
export function gatherPack(store: (name: string, bytes: Uint8Array) => Promise<void>): PackSink {
  const parts: Uint8Array[] = [];
  let length = 0;
  return {
    write(bytes) {
      length += bytes.length;
      if (length > packLimits.bytes) throw new Error("A pack is longer than it may be.");
      parts.push(bytes.slice());
    },
    finish: (name) => store(name, Buffer.concat(parts.splice(0))),
    abandon: () => Promise.resolve(void parts.splice(0)),
  };
}
