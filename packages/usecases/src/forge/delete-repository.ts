import { AppError } from "@byteos/contracts/errors";
import { RepositoryId } from "@byteos/contracts/repository";
import { asService, elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { codeRepositoryRepository } from "@byteos/db/repositories/code-repository.repository";
import { packRepository } from "@byteos/db/repositories/pack.repository";
import { repositorySourceRepository } from "@byteos/db/repositories/repository-source.repository";
import type { Tx } from "@byteos/db/transaction";
import { packPath } from "@byteos/integrations/forge/pack-files";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import type { ForgeMeans } from "./forge-means.ts";
import { requireRepository } from "./require-repository.ts";

export interface DeletionPreview {
  readonly name: string;
  /** What the organisation stores less, at once. */
  readonly freedBytes: number;
  /** What stays for now, as other repositories may need it; the collection frees what they do not. */
  readonly sharedBytes: number;
  readonly borrowers: number;
}

/** What deleting a repository would free. For its admins. */
export async function previewDeletion({ ctx, input }: UseCase): Promise<DeletionPreview> {
  requireCapability(ctx, "course.take");
  const { repositoryId } = z.strictObject({ repositoryId: RepositoryId }).parse(input);
  return asUser(ctx, async (tx) => {
    const { name } = await requireRepository(tx, repositoryId, "admin");
    const { packs, borrowers } = await elevated(tx, "weigh what a deletion frees", () =>
      readPacks(tx, repositoryId),
    );
    const bytes = packs.reduce((sum, pack) => sum + pack.bytes, 0);
    const isShared = borrowers > 0;
    return {
      name,
      freedBytes: isShared ? 0 : bytes,
      sharedBytes: isShared ? bytes : 0,
      borrowers,
    };
  });
}

export const DeleteRepositoryInput = z.strictObject({
  repositoryId: RepositoryId,
  /** The name of the repository, typed by the person. */
  confirmation: z.string().max(200),
});

/**
 * Deletes a repository with all its versions. What it alone needed is free in the same moment; its files go
 * afterwards, by the worker if need be.
 */
export async function deleteRepository({
  ctx,
  input,
  means,
}: UseCase & { readonly means: ForgeMeans }): Promise<{ freedBytes: number }> {
  requireCapability(ctx, "course.take");
  const { repositoryId, confirmation } = DeleteRepositoryInput.parse(input);
  const { orgId, freed } = await asUser(ctx, async (tx) => {
    const repository = await requireRepository(tx, repositoryId, "admin");
    if (confirmation.trim().toLowerCase() !== repository.name) {
      throw new AppError(
        "validation",
        "forge.confirmation-differs",
        "This is not the name of the repository.",
      );
    }
    const { orgId } = repository;
    const removed = await elevated(tx, "delete a repository with its content", async () => {
      await codeRepositoryRepository.hold(tx, repositoryId);
      const { packs, borrowers } = await readPacks(tx, repositoryId);
      await codeRepositoryRepository.remove(tx, { orgId, repositoryId });
      if (borrowers > 0) return [];
      await packRepository.markRemoving(tx, { orgId, names: packs.map(({ name }) => name) });
      await codeRepositoryRepository.removeGhosts(tx, orgId);
      return packs;
    });
    await recordAudit(tx, ctx, {
      action: "repository.delete",
      targetType: "repository",
      targetId: repositoryId,
      details: { packs: removed.length },
    });
    return { orgId, freed: removed };
  });
  await removePackFiles(
    orgId,
    freed.map(({ name }) => name),
    means,
  );
  return { freedBytes: freed.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Removes the files of packs that are marked for it, then their rows. Doing it again does no harm. */
export async function removePackFiles(
  orgId: string,
  names: readonly string[],
  { files }: ForgeMeans,
): Promise<void> {
  if (names.length === 0) return;
  await files.remove(names.map((name) => packPath(orgId, name)));
  await asService("forget packs whose files are gone", (tx) =>
    packRepository.removeRows(tx, { orgId, names }),
  );
}

async function readPacks(tx: Tx, repositoryId: string) {
  const packs = await packRepository.listOwn(tx, repositoryId);
  const borrowers = (await repositorySourceRepository.listBorrowers(tx, repositoryId)).length;
  return { packs, borrowers };
}
