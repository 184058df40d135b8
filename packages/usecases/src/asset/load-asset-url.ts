import { AppError } from "@byteos/contracts/errors";
import { AssetId } from "@byteos/contracts/ids";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { z } from "zod";
import type { UseCase } from "../use-case.ts";
import { loadAssetUrls } from "./load-asset-urls.ts";

export const LoadAssetUrlInput = z.strictObject({ assetId: AssetId });

/** Where one picture can be seen for an hour; `not_found` for someone else's. For a route that redirects. */
export async function loadAssetUrl({
  ctx,
  input,
  means,
}: UseCase & { readonly means: { readonly storage: ObjectStorage } }): Promise<string> {
  const { assetId } = LoadAssetUrlInput.parse(input);
  const urls = await loadAssetUrls({ ctx, input: { assetIds: [assetId] }, means });
  const url = urls[assetId];
  if (url === undefined)
    throw new AppError(
      "not_found",
      "asset.not-found",
      "This file does not exist, or it was removed.",
    );
  return url;
}
