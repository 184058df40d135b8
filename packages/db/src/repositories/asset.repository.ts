import { AppError } from "@byteos/contracts/errors";
import { jsonInput } from "../json-input.ts";
import type { Tx } from "../transaction.ts";

export interface NewAsset {
  readonly id: string;
  readonly orgId: string;
  readonly uploaderId: string | null;
  readonly type: "image" | "video" | "audio" | "document";
  /** In the bucket `documents` for documents, `media` for all else. */
  readonly storagePath: string;
  readonly metadata: object;
}

export const assetRepository = {
  async addMany(tx: Tx, assets: readonly NewAsset[]): Promise<void> {
    await tx.contentAsset.createMany({
      data: assets.map((asset) => ({ ...asset, metadata: jsonInput(asset.metadata) })),
    });
  },

  async get(tx: Tx, { orgId, assetId }: { orgId: string; assetId: string }) {
    const found = await tx.contentAsset.findFirst({ where: { id: assetId, orgId } });
    if (found === null) {
      throw new AppError(
        "not_found",
        "asset.not-found",
        "This file does not exist, or it was removed.",
      );
    }
    return found;
  },

  async listPaths(tx: Tx, { orgId, assetIds }: { orgId: string; assetIds: readonly string[] }) {
    return tx.contentAsset.findMany({
      where: { id: { in: [...assetIds] }, orgId },
      select: { id: true, type: true, storagePath: true, metadata: true },
    });
  },

  async removeMany(
    tx: Tx,
    { orgId, assetIds }: { orgId: string; assetIds: readonly string[] },
  ): Promise<void> {
    await tx.contentAsset.deleteMany({ where: { id: { in: [...assetIds] }, orgId } });
  },

  /** Removes the assets that an import made, by the mark it left on them. */
  async removeOfImport(
    tx: Tx,
    { orgId, importId }: { orgId: string; importId: string },
  ): Promise<void> {
    await tx.contentAsset.deleteMany({
      where: { orgId, metadata: { path: ["importId"], equals: importId } },
    });
  },
};
