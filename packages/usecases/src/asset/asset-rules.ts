import { createHash } from "node:crypto";
import { AppError } from "@byteos/contracts/errors";
import type { ObjectRef } from "@byteos/integrations/storage/object-storage";

export const maxAssetBytes = 20 * 1024 * 1024;

export const assetTypes = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const;

/** SVG may carry scripts and links of its own, so it is not taken. */
export function requireAssetType(mediaType: string): void {
  if (assetTypes.some((type) => type === mediaType)) return;
  throw new AppError(
    "validation",
    "asset.unsupported-type",
    "Only PNG, JPEG, GIF and WebP pictures can be used.",
    {
      suggestion: "Save the picture as PNG or JPEG and choose it again.",
    },
  );
}

export function requireAssetSize(byteSize: number): void {
  if (byteSize === 0)
    throw new AppError("validation", "asset.empty-file", "This picture is empty.");
  if (byteSize > maxAssetBytes) {
    throw new AppError("limit", "asset.too-large", "The picture is larger than 20 MB.", {
      suggestion: "Make it smaller and choose it again.",
    });
  }
}

/** Where a browser puts a picture. The address it was given stays good for two hours, so nothing is shown from here. */
export function stagedPicture(orgId: string, assetId: string): ObjectRef {
  return { bucket: "media", path: `${orgId}/staged/${assetId}` };
}

/** Where a picture is shown from. It is named by its bytes: two that finish one upload never mix theirs. */
export function keptPicture(orgId: string, assetId: string, bytes: Uint8Array): ObjectRef {
  const digest = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  return { bucket: "media", path: `${orgId}/assets/${assetId}/${digest}` };
}
