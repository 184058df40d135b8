import type { Tx } from "../transaction.ts";

export type RepositoryEventKind = "created" | "pushed" | "removed" | "commented" | "shown";

export interface RepositoryEventRow {
  readonly id: string;
  readonly kind: RepositoryEventKind;
  readonly actorId: string | null;
  /** Null for people of other organisations, and for those who are gone. */
  readonly actorName: string | null;
  /** A branch or tag, as in refs. */
  readonly ref: string | null;
  readonly commit: string | null;
  /** First words of the version; null where it is not in the repository any more. */
  readonly commitMessage: string | null;
  /** Has to be parsed. */
  readonly details: unknown;
  readonly body: string | null;
  readonly createdAt: Date;
  readonly editedAt: Date | null;
}

export interface NewRepositoryEvent {
  readonly repositoryId: string;
  readonly actorId: string;
  readonly kind: Exclude<RepositoryEventKind, "commented">;
  readonly ref?: string;
  readonly commit?: string | null;
  readonly details?: Readonly<Record<string, string | number>>;
}

/** What happened in repositories. Row level security: whoever may read one, and comments as their author. */
export const repositoryEventRepository = {
  /** Newest first, from the one after `before` on. */
  async list(
    tx: Tx,
    {
      repositoryId,
      commit,
      before,
      limit,
    }: {
      repositoryId: string;
      /** Comments on this version alone. */
      commit: string | null;
      before: string | null;
      limit: number;
    },
  ): Promise<RepositoryEventRow[]> {
    return tx.$queryRaw`
      select e.id, e.kind, e.actor_id as "actorId", p.full_name as "actorName", e.ref, e.commit,
        left(c.message, 200) as "commitMessage", e.details, e.body, e.created_at as "createdAt",
        e.edited_at as "editedAt"
      from repository_events e
      left join profiles p on p.id = e.actor_id
      left join commits c on c.repository_id = e.repository_id and c.name = e.commit
      where e.repository_id = ${repositoryId}::uuid
        and (${commit}::text is null or (e.commit = ${commit}::text and e.kind = 'commented'))
        and (${before}::uuid is null or (e.created_at, e.id) < (
          select b.created_at, b.id from repository_events b where b.id = ${before}::uuid))
      order by e.created_at desc, e.id desc limit ${limit}::int`;
  },

  /** Needs the service's rights: what happened is not for its doer to write. */
  async add(
    tx: Tx,
    { repositoryId, actorId, kind, ref, commit, details = {} }: NewRepositoryEvent,
  ): Promise<void> {
    await tx.$executeRaw`
      insert into repository_events (repository_id, actor_id, kind, ref, commit, details)
      values (${repositoryId}::uuid, ${actorId}::uuid, ${kind}, ${ref ?? null}, ${commit ?? null},
        ${JSON.stringify(details)}::jsonb)`;
  },

  /** The id of the comment. */
  async comment(
    tx: Tx,
    comment: { repositoryId: string; actorId: string; commit: string | null; body: string },
  ): Promise<string> {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      insert into repository_events (repository_id, actor_id, kind, commit, body)
      values (${comment.repositoryId}::uuid, ${comment.actorId}::uuid, 'commented', ${comment.commit},
        ${comment.body}) returning id`;
    if (row === undefined) throw new Error("An insertion gives its row");
    return row.id;
  },

  /** False where it is not the actor's own, or is gone. */
  async edit(
    tx: Tx,
    { repositoryId, commentId, body }: { repositoryId: string; commentId: string; body: string },
  ): Promise<boolean> {
    const { count } = await tx.repositoryEvent.updateMany({
      where: { id: commentId, repositoryId, kind: "commented" },
      data: { body, editedAt: new Date() },
    });
    return count === 1;
  },

  async remove(
    tx: Tx,
    { repositoryId, commentId }: { repositoryId: string; commentId: string },
  ): Promise<boolean> {
    const { count } = await tx.repositoryEvent.deleteMany({
      where: { id: commentId, repositoryId, kind: "commented" },
    });
    return count === 1;
  },
};
