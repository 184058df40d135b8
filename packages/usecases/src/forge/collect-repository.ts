import { RepositoryId } from "@byteos/contracts/repository";
import { asService } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { codeRepositoryRepository } from "@byteos/db/repositories/code-repository.repository";
import { packRepository } from "@byteos/db/repositories/pack.repository";
import { refRepository } from "@byteos/db/repositories/ref.repository";
import { repositorySourceRepository } from "@byteos/db/repositories/repository-source.repository";
import { collectGarbage, type Collection } from "@byteos/forge/store/collect";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { collectedPacks, leasesAndMarks } from "./collected-store.ts";
import { removePackFiles } from "./delete-repository.ts";
import type { ForgeMeans } from "./forge-means.ts";
import type { RepositoryRef } from "./open-chunks.ts";
import { requireRepository } from "./require-repository.ts";
import { storedPacks } from "./stored-packs.ts";

const hourMs = 3_600_000;
/** How long a pack stays marked, and a push holds without a word from whoever makes it. */
const patienceMs = 24 * hourMs;

export const CollectRepositoryInput = z.strictObject({
  repositoryId: RepositoryId,
  isDryRun: z.boolean().default(true),
});

/**
 * Frees what no version of a repository, or of those that borrow from it, needs: marks it, and removes what an
 * earlier collection has marked a day ago. A dry run says the exact bytes and changes nothing. For admins.
 */
export async function collectRepository({
  ctx,
  input,
  means,
}: UseCase & { readonly means: ForgeMeans }): Promise<Collection> {
  requireCapability(ctx, "course.take");
  const { repositoryId, isDryRun } = CollectRepositoryInput.parse(input);
  const { orgId } = await asUser(ctx, async (tx) => {
    const repository = await requireRepository(tx, repositoryId, "admin");
    if (!isDryRun) {
      await recordAudit(tx, ctx, {
        action: "repository.collect",
        targetType: "repository",
        targetId: repositoryId,
      });
    }
    return repository;
  });
  return collectContent({ id: repositoryId, orgId }, means, { isDryRun, minAgeMs: patienceMs });
}

/** The collection itself, for whoever has been found to be allowed. */
export async function collectContent(
  repository: RepositoryRef,
  means: ForgeMeans,
  { isDryRun, minAgeMs }: { readonly isDryRun: boolean; readonly minAgeMs: number },
): Promise<Collection> {
  const { id, orgId } = repository;
  let readers: readonly string[] = [id];
  const done = await collectGarbage({
    packs: collectedPacks(repository, means),
    readFrom: storedPacks({
      ...means,
      orgId,
      list: (tx) => packRepository.listReadableOfMany(tx, readers),
    }),
    refs: {
      // After the leases were listed: a push that has begun to borrow by then has ended, and is seen here.
      async list() {
        const rows = await asService("follow the branches of a repository", async (tx) => {
          const borrowers = await repositorySourceRepository.listBorrowers(tx, id);
          readers = [id, ...borrowers.map((borrower) => borrower.id)];
          return refRepository.listOfMany(tx, readers);
        });
        return new Map(
          rows.map(({ repositoryId, name, commit }) => [`${repositoryId}/${name}`, commit]),
        );
      },
      compareAndSwap: () => Promise.reject(new Error("A collection moves no branch.")),
    },
    collection: leasesAndMarks(repository),
    minAgeMs,
    leaseExpiryMs: patienceMs,
    isDryRun,
  });
  if (!isDryRun && done.isDone) {
    await asService("forget versions that nothing reaches", async (tx) => {
      await refRepository.lock(tx, id);
      await refRepository.removeUnreached(tx, id);
      await codeRepositoryRepository.noteCollection(tx, id);
      await codeRepositoryRepository.removeGhosts(tx, orgId);
    });
  }
  return done;
}

const repositoriesAtOnce = 20;
const packsAtOnce = 500;

export interface SweepOutcome {
  readonly repositories: number;
  readonly freedBytes: number;
  readonly removedFiles: number;
}

/**
 * What the worker does by itself: gives up uploads that nobody ended in a day, ends removals that were
 * interrupted, and collects the repositories that were not looked through for a day.
 */
export async function sweepRepositories({
  means,
  now = new Date(),
  onFailed,
}: {
  readonly means: ForgeMeans;
  readonly now?: Date;
  readonly onFailed: (repositoryId: string, error: unknown) => void;
}): Promise<SweepOutcome> {
  const before = new Date(now.getTime() - patienceMs);
  const removing = await asService("end what was interrupted", async (tx) => {
    await packRepository.giveUpUploads(tx, before);
    return packRepository.listRemoving(tx, packsAtOnce);
  });
  for (const [orgId, packs] of Map.groupBy(removing, (pack) => pack.orgId)) {
    await removePackFiles(
      orgId,
      packs.map(({ name }) => name),
      means,
    );
  }
  const waiting = await asService("find repositories to collect", (tx) =>
    codeRepositoryRepository.listUncollected(tx, { before, limit: repositoriesAtOnce }),
  );
  let freedBytes = 0;
  for (const repository of waiting) {
    try {
      const options = { isDryRun: false, minAgeMs: patienceMs };
      freedBytes += (await collectContent(repository, means, options)).freedBytes;
    } catch (error) {
      onFailed(repository.id, error);
    }
  }
  return { repositories: waiting.length, freedBytes, removedFiles: removing.length };
}
