import { randomUUID } from "node:crypto";
import { AssetId } from "@byteos/contracts/ids";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { requireAssetSize, requireAssetType, stagedPicture } from "./asset-rules.ts";
import { stageUploads } from "./stage-uploads.ts";

export const CreateUploadInput = z.strictObject({
  mediaType: z.string().toLowerCase().max(100),
  byteSize: z.int().nonnegative(),
});

export interface AssetUpload {
  /** Hand it to finishUpload once the upload has ended. */
  readonly assetId: AssetId;
  /** Takes the picture's bytes by PUT, for two hours. */
  readonly uploadUrl: string;
}

/** Where the browser may put a picture for a course. */
export async function createUpload({
  ctx,
  input,
  means,
}: UseCase & { readonly means: { readonly storage: ObjectStorage } }): Promise<AssetUpload> {
  requireCapability(ctx, "course.write");
  const { mediaType, byteSize } = CreateUploadInput.parse(input);
  requireAssetType(mediaType);
  requireAssetSize(byteSize);
  const assetId = AssetId.parse(randomUUID());
  const { orgId } = ctx.actor;
  const [uploadUrl = ""] = await stageUploads(orgId, [stagedPicture(orgId, assetId)], means);
  return { assetId, uploadUrl };
}
