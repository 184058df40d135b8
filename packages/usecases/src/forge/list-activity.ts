import { ContentName, RepositoryId } from "@byteos/contracts/repository";
import { asUser } from "@byteos/db/as-user";
import {
  type RepositoryEventKind,
  repositoryEventRepository,
} from "@byteos/db/repositories/repository-event.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";
import { requireRepository } from "./require-repository.ts";

export const ListActivityInput = z.strictObject({
  repositoryId: RepositoryId,
  /** Comments on one version alone. */
  commit: ContentName.optional(),
  /** The last one of the page before. */
  before: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
});

const Details = z
  .object({ commits: z.int().optional(), visibility: z.string().optional() })
  .catch({});

export interface Activity {
  readonly id: string;
  readonly kind: RepositoryEventKind;
  /** Null for people of other organisations, and for those who are gone. */
  readonly actorName: string | null;
  readonly ref: string | null;
  readonly commit: string | null;
  readonly commitMessage: string | null;
  /** Versions that came with a push; null where that is not known. */
  readonly commits: number | null;
  readonly visibility: string | null;
  /** A comment's own words, in Markdown. */
  readonly body: string | null;
  readonly createdAt: Date;
  readonly isEdited: boolean;
  readonly mayEdit: boolean;
  readonly mayDelete: boolean;
}

export interface ActivityList {
  readonly events: readonly Activity[];
  readonly hasMore: boolean;
}

/** What happened in a repository, newest first. */
export async function listActivity({ ctx, input }: UseCase): Promise<ActivityList> {
  requireCapability(ctx, "course.take");
  const { repositoryId, commit, before, limit } = ListActivityInput.parse(input);
  const { userId } = ctx.actor;
  return asUser(ctx, async (tx) => {
    const { role } = await requireRepository(tx, repositoryId, "read");
    const rows = await repositoryEventRepository.list(tx, {
      repositoryId,
      commit: commit ?? null,
      before: before ?? null,
      limit: limit + 1,
    });
    const events = rows
      .slice(0, limit)
      .map(({ actorId, details, editedAt, ...event }): Activity => {
        const isOwn = event.kind === "commented" && actorId === userId;
        const { commits, visibility } = Details.parse(details);
        return {
          ...event,
          commits: commits ?? null,
          visibility: visibility ?? null,
          isEdited: editedAt !== null,
          mayEdit: isOwn,
          mayDelete: isOwn || (event.kind === "commented" && role === "admin"),
        };
      });
    return { events, hasMore: rows.length > limit };
  });
}
