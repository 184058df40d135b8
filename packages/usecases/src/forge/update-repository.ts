import { AppError } from "@byteos/contracts/errors";
import { BranchName, RepositoryId, RepositoryName, Visibility } from "@byteos/contracts/repository";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import {
  codeRepositoryRepository,
  type RepositoryChange,
} from "@byteos/db/repositories/code-repository.repository";
import { repositoryEventRepository } from "@byteos/db/repositories/repository-event.repository";
import { repositorySourceRepository } from "@byteos/db/repositories/repository-source.repository";
import type { Tx } from "@byteos/db/transaction";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { nameTaken, RepositoryDescription } from "./create-repository.ts";
import { repositoryNotFound, requireRepository } from "./require-repository.ts";

export const UpdateRepositoryInput = z.strictObject({
  repositoryId: RepositoryId,
  name: RepositoryName.optional(),
  description: RepositoryDescription.optional(),
  visibility: Visibility.optional(),
  defaultBranch: BranchName.optional(),
});

/** Changes what its admins may change of a repository. */
export async function updateRepository({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const { repositoryId, name, description, visibility, defaultBranch } =
    UpdateRepositoryInput.parse(input);
  const change: RepositoryChange = {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
    ...(visibility === undefined ? {} : { visibility }),
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
  };
  try {
    await asUser(ctx, async (tx) => {
      const { orgId, visibility: before } = await requireRepository(tx, repositoryId, "admin");
      const isChanged = await codeRepositoryRepository.update(tx, { orgId, repositoryId }, change);
      if (!isChanged) throw repositoryNotFound();
      // Now that its row is held: a push that would begin to share waits for it.
      if (visibility !== undefined) await requireUnmixed(tx, repositoryId, visibility);
      if (visibility !== undefined && visibility !== before) {
        await elevated(tx, "tell readers whom a repository is shown to", () =>
          repositoryEventRepository.add(tx, {
            repositoryId,
            actorId: ctx.actor.userId,
            kind: "shown",
            details: { visibility },
          }),
        );
      }
      await recordAudit(tx, ctx, {
        action: "repository.update",
        targetType: "repository",
        targetId: repositoryId,
        details: { fields: Object.keys(change).join(","), visibility: visibility ?? null },
      });
    });
  } catch (error) {
    throw nameTaken(error, name ?? "");
  }
}

/** Content is shared only with those who may read where it came from; that must stay so. */
async function requireUnmixed(tx: Tx, repositoryId: string, visibility: Visibility): Promise<void> {
  const { sources, borrowers } = await elevated(tx, "see who shares content", async () => ({
    sources: await repositorySourceRepository.listSources(tx, repositoryId),
    borrowers: await repositorySourceRepository.listBorrowers(tx, repositoryId),
  }));
  const isTooWide =
    visibility === "public" && sources.some((source) => source.visibility !== "public");
  const isTooNarrow =
    visibility === "private"
      ? borrowers.length > 0
      : visibility === "organisation" &&
        borrowers.some((borrower) => borrower.visibility === "public");
  if (!isTooWide && !isTooNarrow) return;
  throw new AppError(
    "precondition",
    "forge.shared-content",
    "It shares content with other repositories, which would then be seen by others than before.",
    { suggestion: "Copy it into a new repository that has this visibility from the start." },
  );
}
