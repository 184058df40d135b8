import type { RepositoryId } from "@byteos/contracts/repository";
import type { MemberContext } from "@byteos/contracts/request-context";
import type { ForgeApi } from "@byteos/integrations/forge/remote/forge-api";
import { findChunks } from "./find-chunks.ts";
import type { ForgeMeans } from "./forge-means.ts";
import { releaseLease, renewLease, takeLease } from "./leases.ts";
import { listPacks } from "./list-packs.ts";
import { listRefs } from "./load-repository.ts";
import { moveRef } from "./move-ref.ts";
import { announcePack, finishPack } from "./store-pack.ts";

/** The server's side of a repository within this process, for somebody: what a push over HTTP comes to. */
export function localForgeApi(
  ctx: MemberContext,
  repositoryId: RepositoryId,
  means: ForgeMeans,
): ForgeApi {
  const call = (more: object) => ({ ctx, input: { repositoryId, ...more }, means });
  return {
    listRefs: async () =>
      new Map((await listRefs(call({}))).map(({ name, commit }) => [name, commit])),
    listPacks: (forPush) => listPacks(call({ forPush })),
    takeLease: () => takeLease(call({})),
    renewLease: (leaseId) => renewLease(call({ leaseId })),
    releaseLease: (leaseId) => releaseLease(call({ leaseId })),
    findChunks: (leaseId, names) => findChunks(call({ leaseId, names })),
    announcePack: (leaseId, name, bytes) => announcePack(call({ leaseId, name, bytes })),
    finishPack: (leaseId, name) => finishPack(call({ leaseId, name })),
    moveRef: (move) => moveRef(call(move)),
  };
}
