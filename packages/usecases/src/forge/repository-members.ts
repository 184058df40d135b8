import { AppError, isAppError } from "@byteos/contracts/errors";
import { UserId } from "@byteos/contracts/ids";
import { RepositoryId, RepositoryRole } from "@byteos/contracts/repository";
import { asUser } from "@byteos/db/as-user";
import {
  repositoryMemberRepository,
  type RepositoryMemberRow,
} from "@byteos/db/repositories/repository-member.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { requireRepository } from "./require-repository.ts";

/** Those who were added to a repository, by name. For everyone of the organisation who may read it. */
export async function listRepositoryMembers({
  ctx,
  input,
}: UseCase): Promise<readonly RepositoryMemberRow[]> {
  requireCapability(ctx, "course.take");
  const { repositoryId } = z.strictObject({ repositoryId: RepositoryId }).parse(input);
  return asUser(ctx, async (tx) => {
    await requireRepository(tx, repositoryId, "read");
    return repositoryMemberRepository.list(tx, repositoryId);
  });
}

const Place = z.strictObject({ repositoryId: RepositoryId, role: RepositoryRole });
export const SetRepositoryMemberInput = z.union([
  Place.extend({ userId: UserId }),
  /** For those who may not see everybody of the organisation: the exact address. */
  Place.extend({ email: z.string().trim().max(320).pipe(z.email("Type a mail address.")) }),
]);

/** Adds somebody of the organisation to a repository, or changes their role in it. */
export async function setRepositoryMember({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const { repositoryId, role, ...person } = SetRepositoryMemberInput.parse(input);
  try {
    await asUser(ctx, async (tx) => {
      await requireRepository(tx, repositoryId, "admin");
      const userId =
        "userId" in person
          ? person.userId
          : await repositoryMemberRepository.findColleague(tx, person.email);
      if (userId === null) throw notColleague();
      await repositoryMemberRepository.set(tx, { repositoryId, userId, role });
      await recordAudit(tx, ctx, {
        action: "repository.set-member",
        targetType: "repository",
        targetId: repositoryId,
        details: { userId, role },
      });
    });
  } catch (error) {
    if (!isAppError(error) || error.code !== "database.denied") throw error;
    throw notColleague(error);
  }
}

function notColleague(cause?: unknown): AppError {
  return new AppError("validation", "forge.not-a-colleague", "They are not in the organisation.", {
    cause,
    suggestion: "Check the address, or have them invited first.",
  });
}

export const RemoveRepositoryMemberInput = z.strictObject({
  repositoryId: RepositoryId,
  userId: UserId,
});

/** Takes somebody out of a repository; anyone may leave by themselves. */
export async function removeRepositoryMember({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const { repositoryId, userId } = RemoveRepositoryMemberInput.parse(input);
  await asUser(ctx, async (tx) => {
    await requireRepository(tx, repositoryId, userId === ctx.actor.userId ? "read" : "admin");
    const isRemoved = await repositoryMemberRepository.remove(tx, { repositoryId, userId });
    if (!isRemoved) {
      throw new AppError("not_found", "forge.no-member", "They are no member of this repository.");
    }
    await recordAudit(tx, ctx, {
      action: "repository.remove-member",
      targetType: "repository",
      targetId: repositoryId,
      details: { userId },
    });
  });
}
