import { asService } from "@byteos/db/as-service";
import { stagedUploadRepository } from "@byteos/db/repositories/staged-upload.repository";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";

const staleAfterMs = 24 * 3_600_000;
const atOnce = 100;

/** Removes files that were uploaded more than a day ago and never used. Returns how many places were cleared. */
export async function removeStaleUploads({
  means,
  now = new Date(),
}: {
  readonly means: { readonly storage: ObjectStorage };
  readonly now?: Date;
}): Promise<number> {
  const before = new Date(now.getTime() - staleAfterMs);
  let removed = 0;
  for (;;) {
    const count = await asService("remove uploads that nothing uses", async (tx) => {
      const stale = await stagedUploadRepository.lockStale(tx, { before, limit: atOnce });
      await means.storage.remove(stale.map(({ bucket, path }) => ({ bucket, path })));
      for (const upload of stale) {
        await stagedUploadRepository.removeMany(tx, upload.orgId, [upload]);
      }
      return stale.length;
    });
    removed += count;
    if (count < atOnce) return removed;
  }
}
