import { AppError } from "@byteos/contracts/errors";
import { RepositoryId } from "@byteos/contracts/repository";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { uploadLeaseRepository } from "@byteos/db/repositories/upload-lease.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { requireRepository } from "./require-repository.ts";

export const LeaseRef = z.strictObject({ repositoryId: RepositoryId, leaseId: z.uuid() });

export interface TakenLease {
  readonly leaseId: string;
  /** Packs that may be about to go: nothing new relies on them. */
  readonly doomed: readonly string[];
}

/** Begins a push. What it may build upon is not collected until it ends or is not renewed for a day. */
export async function takeLease({ ctx, input }: UseCase): Promise<TakenLease> {
  requireCapability(ctx, "course.take");
  const { repositoryId } = z.strictObject({ repositoryId: RepositoryId }).parse(input);
  const { userId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const { orgId } = await requireRepository(tx, repositoryId, "write");
    const lease = await elevated(tx, "take the lease of a push", () =>
      uploadLeaseRepository.take(tx, { orgId, repositoryId, userId }),
    );
    return { leaseId: lease.id, doomed: lease.doomed };
  });
}

/** Throws conflict `forge.lease-lost` when it was taken away. */
export async function renewLease({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const lease = LeaseRef.parse(input);
  await asUser(ctx, async (tx) => {
    await requireRepository(tx, lease.repositoryId, "write");
    const isHeld = await elevated(tx, "renew the lease of a push", () =>
      uploadLeaseRepository.renew(tx, lease),
    );
    if (!isHeld) throw leaseLost();
  });
}

export async function releaseLease({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const lease = LeaseRef.parse(input);
  await asUser(ctx, async (tx) => {
    await requireRepository(tx, lease.repositoryId, "write");
    await elevated(tx, "end the lease of a push", () => uploadLeaseRepository.release(tx, lease));
  });
}

export function leaseLost(): AppError {
  return new AppError("conflict", "forge.lease-lost", "This took so long that it was given up.", {
    suggestion: "Try again: what was stored already is not sent twice.",
  });
}
