import { AppError, isAppError } from "@byteos/contracts/errors";
import { RepositoryName, Visibility, type RepositoryId } from "@byteos/contracts/repository";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { codeRepositoryRepository } from "@byteos/db/repositories/code-repository.repository";
import { repositoryEventRepository } from "@byteos/db/repositories/repository-event.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const RepositoryDescription = z.string().trim().max(500);

export const CreateRepositoryInput = z.strictObject({
  name: RepositoryName,
  description: RepositoryDescription.default(""),
  visibility: Visibility.default("private"),
});

/** An empty repository of the organisation, with the person who asks as its owner. */
export async function createRepository({
  ctx,
  input,
}: UseCase): Promise<{ repositoryId: RepositoryId }> {
  requireCapability(ctx, "repository.create");
  const { name, description, visibility } = CreateRepositoryInput.parse(input);
  const { orgId, userId } = ctx.actor;
  try {
    return await asUser(ctx, async (tx) => {
      const repositoryId = await codeRepositoryRepository.create(tx, {
        orgId,
        ownerId: userId,
        name,
        description,
        visibility,
      });
      await elevated(tx, "begin the history of a repository", () =>
        repositoryEventRepository.add(tx, { repositoryId, actorId: userId, kind: "created" }),
      );
      await recordAudit(tx, ctx, {
        action: "repository.create",
        targetType: "repository",
        targetId: repositoryId,
        details: { visibility },
      });
      return { repositoryId };
    });
  } catch (error) {
    throw nameTaken(error, name);
  }
}

/** Says which name is taken; any other error stays what it is. */
export function nameTaken(error: unknown, name: string): unknown {
  if (!isAppError(error) || error.code !== "database.duplicate") return error;
  return new AppError("conflict", "forge.name-taken", `The name ${name} is taken.`, {
    cause: error,
    suggestion: "Choose another name.",
  });
}
