import { AppError, isAppError } from "@byteos/contracts/errors";
import { AssetId } from "@byteos/contracts/ids";
import type { MemberContext } from "@byteos/contracts/request-context";
import { inspectImage } from "@byteos/courseware/import/image-collector";
import { asUser } from "@byteos/db/as-user";
import { assetRepository } from "@byteos/db/repositories/asset.repository";
import type { ObjectRef, ObjectStorage } from "@byteos/integrations/storage/object-storage";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { keptPicture, requireAssetSize, requireAssetType, stagedPicture } from "./asset-rules.ts";

export const FinishUploadInput = z.strictObject({
  assetId: AssetId,
  fileName: z.string().max(255).default(""),
});

export interface FinishedUpload {
  readonly assetId: AssetId;
  readonly width: number;
  readonly height: number;
}

/**
 * Looks at what really arrived; a sound picture is kept as an asset, anything else is removed again. Finishing
 * once more answers the same.
 */
export async function finishUpload({
  ctx,
  input,
  means,
}: UseCase & { readonly means: { readonly storage: ObjectStorage } }): Promise<FinishedUpload> {
  requireCapability(ctx, "course.write");
  const { assetId, fileName } = FinishUploadInput.parse(input);
  const { orgId, userId } = ctx.actor;
  const { storage } = means;
  const earlier = await findFinished(ctx, assetId);
  if (earlier !== null) return earlier.finished;
  const staged = stagedPicture(orgId, assetId);
  const picture = await readPicture(storage, staged);
  if (picture === null) {
    // Whoever finished it meanwhile has taken it away.
    const winner = await findFinished(ctx, assetId);
    if (winner !== null) return winner.finished;
    throw new AppError("not_found", "asset.upload-missing", "The upload did not finish.", {
      suggestion: "Choose the picture again.",
    });
  }
  const { bytes, found } = picture;
  // Stored under the type that its bytes have, whatever the browser said.
  const { width, height, mediaType } = found;
  const kept = keptPicture(orgId, assetId, bytes);
  await storage.put(kept, bytes, mediaType);
  try {
    await asUser(ctx, (tx) =>
      assetRepository.addMany(tx, [
        {
          id: assetId,
          orgId,
          uploaderId: userId,
          type: "image",
          storagePath: kept.path,
          metadata: { mediaType, width, height, byteSize: bytes.length, fileName },
        },
      ]),
    );
  } catch (error) {
    const winner = await findFinished(ctx, assetId);
    if (winner === null || winner.storagePath !== kept.path) await storage.remove([kept]);
    if (winner === null) throw error;
    return winner.finished;
  }
  await storage.remove([staged]);
  return { assetId, width, height };
}

/**
 * The picture's bytes and what they are; null when it is not there. What is no picture is removed, and the
 * person told.
 */
async function readPicture(storage: ObjectStorage, staged: ObjectRef) {
  try {
    const stored = await storage.find(staged);
    if (stored === null) return null;
    requireAssetSize(stored.byteSize);
    const bytes = await storage.get(staged);
    const found = inspectImage(bytes);
    requireAssetType(found?.mediaType ?? "");
    if (found === null)
      throw new AppError("validation", "asset.unreadable", "This picture could not be read.");
    return { bytes, found };
  } catch (error) {
    if (!isAppError(error)) throw error;
    if (error.kind === "not_found") return null;
    if (error.kind === "validation" || error.kind === "limit") await storage.remove([staged]);
    throw error;
  }
}

const PictureSize = z.object({ width: z.number(), height: z.number() });

async function findFinished(
  ctx: MemberContext,
  assetId: AssetId,
): Promise<{ finished: FinishedUpload; storagePath: string | null } | null> {
  const [row] = await asUser(ctx, (tx) =>
    assetRepository.listPaths(tx, { orgId: ctx.actor.orgId, assetIds: [assetId] }),
  );
  if (row === undefined) return null;
  const { width, height } = PictureSize.parse(row.metadata);
  return { finished: { assetId, width, height }, storagePath: row.storagePath };
}
