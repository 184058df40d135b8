import { AppError } from "@byteos/contracts/errors";
import { ContentName, RepositoryId } from "@byteos/contracts/repository";
import { asUser } from "@byteos/db/as-user";
import { refRepository } from "@byteos/db/repositories/ref.repository";
import { repositoryEventRepository } from "@byteos/db/repositories/repository-event.repository";
import { z } from "zod";
import { recordAudit } from "../audit/record-audit.ts";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { requireRepository } from "./require-repository.ts";

const CommentBody = z.string().trim().min(1, "Write something first.").max(8_000);

export const AddCommentInput = z.strictObject({
  repositoryId: RepositoryId,
  /** The version it is about; left out, the repository. */
  commit: ContentName.optional(),
  body: CommentBody,
});
export const EditCommentInput = z.strictObject({
  repositoryId: RepositoryId,
  commentId: z.uuid(),
  body: CommentBody,
});
export const DeleteCommentInput = EditCommentInput.omit({ body: true });

const gone = () =>
  new AppError("not_found", "forge.comment-not-found", "There is no such comment of yours.");

/** Whoever may read a repository may comment on it, and on its versions. */
export async function addComment({ ctx, input }: UseCase): Promise<{ readonly commentId: string }> {
  requireCapability(ctx, "course.take");
  const { repositoryId, commit, body } = AddCommentInput.parse(input);
  const { userId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    await requireRepository(tx, repositoryId, "read");
    if (
      commit !== undefined &&
      (await refRepository.findCommit(tx, repositoryId, commit)) === null
    ) {
      throw new AppError("not_found", "forge.commit-not-found", "There is no such version.");
    }
    const commentId = await repositoryEventRepository.comment(tx, {
      repositoryId,
      actorId: userId,
      commit: commit ?? null,
      body,
    });
    await recordAudit(tx, ctx, {
      action: "repository.comment",
      targetType: "repository",
      targetId: repositoryId,
      details: { commentId },
    });
    return { commentId };
  });
}

/** Its author's alone. Throws `forge.comment-not-found`. */
export async function editComment({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const comment = EditCommentInput.parse(input);
  await asUser(ctx, async (tx) => {
    await requireRepository(tx, comment.repositoryId, "read");
    if (!(await repositoryEventRepository.edit(tx, comment))) throw gone();
    await recordAudit(tx, ctx, {
      action: "repository.edit-comment",
      targetType: "repository",
      targetId: comment.repositoryId,
      details: { commentId: comment.commentId },
    });
  });
}

/** One's own, and as an admin of the repository anybody's. Throws `forge.comment-not-found`. */
export async function deleteComment({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const comment = DeleteCommentInput.parse(input);
  await asUser(ctx, async (tx) => {
    await requireRepository(tx, comment.repositoryId, "read");
    if (!(await repositoryEventRepository.remove(tx, comment))) throw gone();
    await recordAudit(tx, ctx, {
      action: "repository.delete-comment",
      targetType: "repository",
      targetId: comment.repositoryId,
      details: { commentId: comment.commentId },
    });
  });
}
