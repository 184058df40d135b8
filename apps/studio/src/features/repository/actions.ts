"use server";

import { repositoryHref } from "@byteos/forge-pages/addresses";
import { addComment, deleteComment, editComment } from "@byteos/usecases/forge/comments";
import { createRepository } from "@byteos/usecases/forge/create-repository";
import {
  deleteRepository,
  previewDeletion,
  type DeletionPreview,
} from "@byteos/usecases/forge/delete-repository";
import { loadRepository } from "@byteos/usecases/forge/load-repository";
import {
  removeRepositoryMember,
  setRepositoryMember,
} from "@byteos/usecases/forge/repository-members";
import { updateRepository } from "@byteos/usecases/forge/update-repository";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { lookMeans } from "../../lib/look-means.ts";
import { type ActionResult, runMemberAction } from "../../lib/member-action.ts";

const RepositoryInput = z.looseObject({ repositoryId: z.string() });

/** Answers with the address of the new repository. */
export async function createRepositoryAction(
  input: unknown,
): Promise<ActionResult<{ href: string }>> {
  const result = await runMemberAction("repository.create", async (ctx) => {
    const { repositoryId } = await createRepository({ ctx, input });
    const { repository } = await loadRepository({ ctx, input: { repositoryId } });
    return { href: repositoryHref({ org: repository.orgSlug, name: repository.name }) };
  });
  revalidatePath("/forge");
  return result;
}

async function runRepositoryAction<T>(
  name: string,
  work: Parameters<typeof runMemberAction<T>>[1],
): Promise<ActionResult<T>> {
  const result = await runMemberAction(name, work);
  revalidatePath("/forge", "layout");
  return result;
}

/** Answers with the address, which changes with the name. */
export async function updateRepositoryAction(
  input: unknown,
): Promise<ActionResult<{ href: string }>> {
  return runRepositoryAction("repository.update", async (ctx) => {
    const { repositoryId } = RepositoryInput.parse(input);
    await updateRepository({ ctx, input });
    const { repository } = await loadRepository({ ctx, input: { repositoryId } });
    return {
      href: repositoryHref({ org: repository.orgSlug, name: repository.name }, "/settings"),
    };
  });
}

export async function setRepositoryMemberAction(input: unknown): Promise<ActionResult<void>> {
  return runRepositoryAction("repository.set-member", (ctx) => setRepositoryMember({ ctx, input }));
}

export async function removeRepositoryMemberAction(input: unknown): Promise<ActionResult<void>> {
  return runRepositoryAction("repository.remove-member", (ctx) =>
    removeRepositoryMember({ ctx, input }),
  );
}

export async function addCommentAction(
  input: unknown,
): Promise<ActionResult<{ commentId: string }>> {
  return runRepositoryAction("repository.comment", (ctx) => addComment({ ctx, input }));
}

export async function editCommentAction(input: unknown): Promise<ActionResult<void>> {
  return runRepositoryAction("repository.edit-comment", (ctx) => editComment({ ctx, input }));
}

export async function deleteCommentAction(input: unknown): Promise<ActionResult<void>> {
  return runRepositoryAction("repository.delete-comment", (ctx) => deleteComment({ ctx, input }));
}

export async function previewDeletionAction(
  input: unknown,
): Promise<ActionResult<DeletionPreview>> {
  return runMemberAction("repository.preview-deletion", (ctx) => previewDeletion({ ctx, input }));
}

export async function deleteRepositoryAction(
  input: unknown,
): Promise<ActionResult<{ freedBytes: number }>> {
  return runRepositoryAction("repository.delete", (ctx) =>
    deleteRepository({ ctx, input, means: lookMeans() }),
  );
}
