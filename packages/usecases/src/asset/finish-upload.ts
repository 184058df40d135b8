import { AppError } from "@byteos/contracts/errors";
import { AssetId } from "@byteos/contracts/ids";
import { inspectImage } from "@byteos/courseware/import/image-collector";
import { asUser } from "@byteos/db/as-user";
import { assetRepository } from "@byteos/db/repositories/asset.repository";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { assetFolder, requireAssetSize, requireAssetType } from "./asset-rules.ts";

export const FinishUploadInput = z.strictObject({
  assetId: AssetId,
  fileName: z.string().max(255).default(""),
});

export interface FinishedUpload {
  readonly assetId: AssetId;
  readonly width: number;
  readonly height: number;
}

/** Looks at what really arrived; only a sound picture becomes an asset, anything else is removed again. */
export async function finishUpload({
  ctx,
  input,
  means,
}: UseCase & { readonly means: { readonly storage: ObjectStorage } }): Promise<FinishedUpload> {
  requireCapability(ctx, "course.write");
  const { assetId, fileName } = FinishUploadInput.parse(input);
  const { orgId, userId } = ctx.actor;
  const ref = { bucket: "media" as const, path: `${assetFolder(orgId)}/${assetId}` };
  const stored = await means.storage.find(ref);
  if (stored === null) {
    throw new AppError("not_found", "asset.upload-missing", "The upload did not finish.", {
      suggestion: "Choose the picture again.",
    });
  }
  try {
    requireAssetSize(stored.byteSize);
    const bytes = await means.storage.get(ref);
    const found = inspectImage(bytes);
    requireAssetType(found?.mediaType ?? "");
    if (found === null)
      throw new AppError("validation", "asset.unreadable", "This picture could not be read.");
    // Stored again under the type that its bytes have, whatever the browser said.
    await means.storage.put(ref, bytes, found.mediaType);
    const { width, height, mediaType } = found;
    await asUser(ctx, (tx) =>
      assetRepository.addMany(tx, [
        {
          id: assetId,
          orgId,
          uploaderId: userId,
          type: "image",
          storagePath: ref.path,
          metadata: { mediaType, width, height, byteSize: bytes.length, fileName },
        },
      ]),
    );
    return { assetId, width, height };
  } catch (error) {
    const isKnown = error instanceof AppError && error.code === "database.duplicate";
    if (!isKnown) await means.storage.remove([ref]);
    throw error;
  }
}
