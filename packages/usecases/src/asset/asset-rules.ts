import { AppError } from "@byteos/contracts/errors";

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

export function assetFolder(orgId: string): string {
  return `${orgId}/assets`;
}
