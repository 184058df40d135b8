import { ChunkStore } from "@byteos/forge/store/chunk-store";
import { toHex } from "@byteos/forge/store/content-name";
import type { CollectionStore, Lease, RefStore } from "@byteos/forge/store/ports";
import type { TransferTarget } from "@byteos/forge/store/transfer";
import type { ForgeApi } from "./forge-api.ts";
import { Outbox } from "./outbox.ts";
import { RemotePacks } from "./remote-packs.ts";

export interface RemoteStoreOptions {
  readonly api: ForgeApi;
  /** Where packs wait until they are sent. */
  readonly outboxFolder: string;
  readonly onSent?: (bytes: number) => void;
  readonly onReceived?: (bytes: number) => void;
}

/** What of a collection a client takes part in: it takes leases, and the server does the rest. */
type LeaseStore = Pick<CollectionStore, "takeLease">;

/** A repository on a server, as a store that transfers go to and come from. */
export interface RemoteStore extends Omit<TransferTarget, "collection"> {
  readonly collection: LeaseStore;
  /** For reading alone: packs of unfinished pushes are not listed. */
  openChunks(): Promise<ChunkStore>;
}

export function openRemoteStore(options: RemoteStoreOptions): RemoteStore {
  const { api, outboxFolder, onSent, onReceived } = options;
  let opened: Outbox | null = null;
  // Made when something is sent, so that reading leaves no folder behind.
  const outbox = () =>
    (opened ??= new Outbox({
      folder: outboxFolder,
      api,
      ...(onSent === undefined ? {} : { onSent }),
    }));
  const packsOf = (isForPush: boolean) =>
    new RemotePacks({
      api,
      outbox: isForPush ? outbox() : null,
      ...(onReceived === undefined ? {} : { onReceived }),
    });
  return {
    get packs() {
      return packsOf(true);
    },
    refs: remoteRefs(api),
    collection: { takeLease: () => takeLease(api, outbox()) },
    findElsewhere: (lease, names) => api.findChunks(lease.id, names.map(toHex)),
    openChunks: () => ChunkStore.open(packsOf(false)),
  };
}

async function takeLease(api: ForgeApi, outbox: Outbox): Promise<Lease> {
  const { leaseId, doomed } = await api.takeLease();
  try {
    await outbox.begin(leaseId);
  } catch (error) {
    await api.releaseLease(leaseId);
    throw error;
  }
  return {
    id: leaseId,
    doomed: new Set(doomed),
    renew: () => api.renewLease(leaseId),
    release: () => api.releaseLease(leaseId),
  };
}

function remoteRefs(api: ForgeApi): RefStore {
  return {
    list: () => api.listRefs(),
    async compareAndSwap(ref, expected, next, conditions) {
      const lease = conditions?.lease;
      const move = { ref, expected, next, ...(lease === undefined ? {} : { leaseId: lease.id }) };
      return (await api.moveRef(move)).kind === "moved";
    },
  };
}
