import { AssetId } from "@byteos/contracts/ids";
import { asUser } from "@byteos/db/as-user";
import { assetRepository } from "@byteos/db/repositories/asset.repository";
import type { ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const LoadAssetUrlsInput = z.strictObject({ assetIds: z.array(AssetId).max(1_000) });

const lifetimeSecs = 3_600;

/** Addresses, good for an hour, of the pictures among these ids that the person may see. */
export async function loadAssetUrls({
  ctx,
  input,
  means,
}: UseCase & { readonly means: { readonly storage: ObjectStorage } }): Promise<
  Record<string, string>
> {
  requireCapability(ctx, "course.take");
  const { assetIds } = LoadAssetUrlsInput.parse(input);
  if (assetIds.length === 0) return {};
  const rows = await asUser(ctx, (tx) =>
    assetRepository.listPaths(tx, { orgId: ctx.actor.orgId, assetIds }),
  );
  const urls = await Promise.all(
    rows.map(async ({ id, type, storagePath }) => {
      if (storagePath === null || type === "document") return [];
      return [
        [
          id,
          await means.storage.signedUrl({ bucket: "media", path: storagePath }, lifetimeSecs),
        ] as const,
      ];
    }),
  );
  return Object.fromEntries(urls.flat());
}
