import { AppError, isAppError } from "@byteos/contracts/errors";
import { ContentName } from "@byteos/contracts/repository";
import type { MemberContext } from "@byteos/contracts/request-context";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { packRepository } from "@byteos/db/repositories/pack.repository";
import { uploadLeaseRepository } from "@byteos/db/repositories/upload-lease.repository";
import type { Tx } from "@byteos/db/transaction";
import { checkPack } from "@byteos/forge/store/check-pack";
import { packLimits } from "@byteos/forge/store/pack-format";
import { packPath, type PackUpload } from "@byteos/integrations/forge/pack-files";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { ForgeMeans } from "./forge-means.ts";
import { LeaseRef, leaseLost } from "./leases.ts";
import { requireRepository } from "./require-repository.ts";

const PackRef = LeaseRef.extend({ name: ContentName });
type PackRef = z.infer<typeof PackRef>;

export const AnnouncePackInput = PackRef.extend({ bytes: z.int().min(1).max(packLimits.bytes) });

/** A pack that is stored already needs no upload. */
export type AnnouncedPack =
  | { readonly kind: "stored" }
  | { readonly kind: "upload"; readonly upload: PackUpload };

/**
 * Says where a pack may be put. It counts against the quota from now on: limit `forge.quota-exceeded` when
 * there is no room for it. Announcing it again gives a new place for the same pack.
 */
export async function announcePack({
  ctx,
  input,
  means,
}: UseCase & { readonly means: ForgeMeans }): Promise<AnnouncedPack> {
  requireCapability(ctx, "course.take");
  const { bytes, ...ref } = AnnouncePackInput.parse(input);
  const { userId } = ctx.actor;
  const place = await asUser(ctx, async (tx) => {
    const { orgId } = await requireRepository(tx, ref.repositoryId, "write");
    return elevated(tx, "announce the pack of a push", async () => {
      await requireLease(tx, ref);
      const known = await packRepository.find(tx, { orgId, name: ref.name });
      if (known === null) {
        const { name, repositoryId } = ref;
        await requireFewUploads(tx, orgId);
        await packRepository.announce(tx, { orgId, repositoryId, name, bytes, createdBy: userId });
      } else if (known.repositoryId !== ref.repositoryId || known.bytes !== bytes) {
        throw packTaken();
      }
      return { orgId, isStored: known?.state === "stored" };
    });
  }).catch((error: unknown) => Promise.reject(explainQuota(error)));
  if (place.isStored) return { kind: "stored" };
  return {
    kind: "upload",
    upload: await means.files.signedUpload(packPath(place.orgId, ref.name)),
  };
}

/** What is announced as small may arrive larger, and is found out only when it is finished. */
const mostUploads = 256;

async function requireFewUploads(tx: Tx, orgId: string): Promise<void> {
  if ((await packRepository.countUploading(tx, orgId)) < mostUploads) return;
  throw new AppError(
    "limit",
    "forge.too-many-uploads",
    "Too many uploads were begun and not ended.",
    {
      suggestion:
        "Let the pushes that are under way come to their end; what is left goes in a day.",
    },
  );
}

export const FinishPackInput = PackRef;

/**
 * Takes a pack into use, after every byte of it was read back and hashed: whoever builds on it later need not
 * trust whoever sent it. Throws validation `forge.damaged` when it is not what it says it is. Finishing again
 * changes nothing.
 */
export async function finishPack({
  ctx,
  input,
  means,
}: UseCase & { readonly means: ForgeMeans }): Promise<void> {
  requireCapability(ctx, "course.take");
  const ref = FinishPackInput.parse(input);
  const { repositoryId, name } = ref;
  const { orgId, known } = await asWriter(ctx, ref, (tx, orgId) =>
    packRepository.find(tx, { orgId, name }),
  );
  if (known === null || known.repositoryId !== repositoryId) throw packMissing();
  if (known.state === "stored") return;
  const path = packPath(orgId, name);
  if ((await means.files.findSize(path)) !== known.bytes) throw packMissing();
  const tail = await readTail({ name, bytes: known.bytes }, path, means);
  const { known: isStored } = await asWriter(ctx, ref, (tx, orgId) =>
    packRepository.markStored(tx, { orgId, repositoryId, name }, tail),
  );
  if (!isStored && !(await isStoredNow(ctx, ref))) throw packMissing();
}

/** What is no sound pack is removed, so that it can be sent again. */
async function readTail(
  pack: { readonly name: string; readonly bytes: number },
  path: string,
  { files }: ForgeMeans,
): Promise<Uint8Array> {
  try {
    return await checkPack(pack, (start, end) => files.read(path, start, end));
  } catch (error) {
    if (!isAppError(error) || error.code !== "forge.damaged") throw error;
    await files.remove([path]);
    throw new AppError(
      "validation",
      "forge.damaged",
      `The pack that arrived is damaged: ${error.message}`,
      {
        cause: error,
        suggestion: "Push again.",
      },
    );
  }
}

async function isStoredNow(ctx: MemberContext, ref: PackRef): Promise<boolean> {
  const { known } = await asWriter(ctx, ref, (tx, orgId) =>
    packRepository.find(tx, { orgId, name: ref.name }),
  );
  return known?.state === "stored";
}

/** One step of a push, in its own transaction: somebody who may write, under a lease that holds. */
function asWriter<T>(
  ctx: MemberContext,
  ref: PackRef,
  work: (tx: Tx, orgId: string) => Promise<T>,
): Promise<{ orgId: string; known: T }> {
  return asUser(ctx, async (tx) => {
    const { orgId } = await requireRepository(tx, ref.repositoryId, "write");
    const known = await elevated(tx, "take the pack of a push into use", async () => {
      await requireLease(tx, ref);
      return work(tx, orgId);
    });
    return { orgId, known };
  });
}

async function requireLease(tx: Tx, lease: PackRef): Promise<void> {
  if (!(await uploadLeaseRepository.renew(tx, lease))) throw leaseLost();
}

function packMissing(): AppError {
  return new AppError("precondition", "forge.upload-missing", "This pack has not arrived whole.", {
    suggestion: "Push again: what arrived is not sent twice.",
  });
}

function packTaken(): AppError {
  return new AppError("conflict", "forge.pack-exists", "There is another pack of this name.");
}

function explainQuota(error: unknown): unknown {
  if (!isAppError(error) || error.code !== "forge.quota-exceeded") return error;
  return new AppError("limit", error.code, "The organisation has no room for this.", {
    cause: error,
    suggestion: "Delete repositories or branches that nobody needs, or ask for a larger quota.",
  });
}
