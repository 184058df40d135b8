import type { MemberContext } from "@byteos/contracts/request-context";
import { createUpload } from "@byteos/usecases/asset/create-upload";
import type { AssetUpload } from "@byteos/usecases/asset/create-upload";
import { finishUpload } from "@byteos/usecases/asset/finish-upload";
import type { FinishedUpload } from "@byteos/usecases/asset/finish-upload";
import { loadAssetUrl } from "@byteos/usecases/asset/load-asset-url";
import { assetMeans } from "../../lib/asset-means.ts";

export function startUpload(ctx: MemberContext, input: unknown): Promise<AssetUpload> {
  return createUpload({ ctx, input, means: assetMeans() });
}

export function endUpload(ctx: MemberContext, input: unknown): Promise<FinishedUpload> {
  return finishUpload({ ctx, input, means: assetMeans() });
}

export function loadPictureUrl(ctx: MemberContext, input: unknown): Promise<string> {
  return loadAssetUrl({ ctx, input, means: assetMeans() });
}
