import { asService } from "@byteos/db/as-service";
import { packRepository } from "@byteos/db/repositories/pack.repository";
import { uploadLeaseRepository } from "@byteos/db/repositories/upload-lease.repository";
import { checkPack } from "@byteos/forge/store/check-pack";
import type { CollectionStore, Marks, PackStore } from "@byteos/forge/store/ports";
import { packPath } from "@byteos/integrations/forge/pack-files";
import { removePackFiles } from "./delete-repository.ts";
import type { ForgeMeans } from "./forge-means.ts";
import type { RepositoryRef } from "./open-chunks.ts";
import { gatherPack, storedPacks } from "./stored-packs.ts";

/** The packs that came through a repository, as the collection reads, writes and removes them. */
export function collectedPacks({ id, orgId }: RepositoryRef, means: ForgeMeans): PackStore {
  const reading = storedPacks({ ...means, orgId, list: (tx) => packRepository.listOwn(tx, id) });
  return {
    ...reading,
    create: () =>
      Promise.resolve(
        gatherPack(async (name, bytes) => {
          const place = { orgId, repositoryId: id, name };
          await asService("announce a copy that the collection makes", (tx) =>
            packRepository.announceCopy(tx, { ...place, bytes: bytes.length }),
          );
          const path = packPath(orgId, name);
          await means.files.put(path, bytes);
          const tail = await checkPack({ name, bytes: bytes.length }, (start, end) =>
            means.files.read(path, start, end),
          );
          await asService("take a copy that the collection made into use", async (tx) => {
            await packRepository.markStored(tx, place, tail);
            await packRepository.commit(tx, { orgId, repositoryId: id, names: [name] });
          });
        }),
      ),
    async remove(name) {
      await asService("remove a pack that nothing needs", (tx) =>
        packRepository.markRemoving(tx, { orgId, names: [name] }),
      );
      await removePackFiles(orgId, [name], means);
    },
  };
}

/** Pushes under way in the organisation, and the marks on the packs of one repository. */
export function leasesAndMarks({ id, orgId }: RepositoryRef): CollectionStore {
  return {
    nowMs: async () =>
      (await asService("read the clock", (tx) => uploadLeaseRepository.now(tx))).getTime(),

    takeLease: () => Promise.reject(new Error("A collection takes no lease.")),

    async listLeases() {
      const leases = await asService("see which pushes are under way", (tx) =>
        uploadLeaseRepository.list(tx, orgId),
      );
      return leases.map((lease) => {
        return { id: lease.id, epoch: lease.epoch, renewedAtMs: lease.renewedAt.getTime() };
      });
    },

    revokeLease: (leaseId) =>
      asService("take away the lease of a push that is silent", (tx) =>
        uploadLeaseRepository.revoke(tx, orgId, leaseId),
      ),

    async readMarks(): Promise<Marks> {
      const { epoch, packs } = await asService("read which packs are marked", (tx) =>
        uploadLeaseRepository.readMarks(tx, orgId, id),
      );
      const markedAtMs = new Map(packs.map(({ name, markedAt }) => [name, markedAt.getTime()]));
      return { epoch, markedAtMs };
    },

    writeMarks: ({ epoch, markedAtMs }) => {
      const packs = [...markedAtMs].map(([name, ms]) => ({ name, markedAt: new Date(ms) }));
      return asService("mark packs that nothing needs", (tx) =>
        uploadLeaseRepository.writeMarks(tx, { orgId, repositoryId: id }, { epoch, packs }),
      );
    },

    // Uploads that nobody ended are swept for all repositories together.
    sweepUnfinished: () => Promise.resolve(0),
  };
}
