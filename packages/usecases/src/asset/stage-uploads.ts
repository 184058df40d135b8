import { asService } from "@byteos/db/as-service";
import {
  type StagedUpload,
  stagedUploadRepository,
} from "@byteos/db/repositories/staged-upload.repository";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";

/**
 * Addresses that take one file each by PUT, for two hours, in the order of the places given. A place that is
 * never taken into use is cleared after a day.
 */
export async function stageUploads(
  orgId: string,
  uploads: readonly StagedUpload[],
  { storage }: { readonly storage: ObjectStorage },
): Promise<string[]> {
  await asService("note where a browser may put a file", (tx) =>
    stagedUploadRepository.addMany(tx, orgId, uploads),
  );
  return Promise.all(uploads.map((upload) => storage.signedUploadUrl(upload)));
}
