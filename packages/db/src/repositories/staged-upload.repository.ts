import type { Tx } from "../transaction.ts";

export interface StagedUpload {
  readonly bucket: "media" | "documents";
  readonly path: string;
}

/** Files that browsers may have put into storage and that nothing uses yet. The caller is the service. */
export const stagedUploadRepository = {
  async addMany(tx: Tx, orgId: string, uploads: readonly StagedUpload[]): Promise<void> {
    await tx.stagedUpload.createMany({ data: uploads.map((upload) => ({ ...upload, orgId })) });
  },

  /** Their files are in use from now on. */
  async removeMany(tx: Tx, orgId: string, uploads: readonly StagedUpload[]): Promise<void> {
    for (const bucket of ["media", "documents"] as const) {
      const paths = uploads.filter((each) => each.bucket === bucket).map((each) => each.path);
      if (paths.length > 0) {
        await tx.stagedUpload.deleteMany({ where: { orgId, bucket, path: { in: paths } } });
      }
    }
  },

  /** The oldest from before a time; they are held, so that none is taken into use while its file is removed. */
  async lockStale(tx: Tx, { before, limit }: { before: Date; limit: number }) {
    return tx.$queryRaw<(StagedUpload & { orgId: string })[]>`
      select bucket, path, org_id as "orgId" from staged_uploads
      where created_at < ${before}
      order by created_at limit ${limit}::int
      for update skip locked`;
  },
};
