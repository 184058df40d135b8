import type { Tx } from "../transaction.ts";

export interface RefRow {
  readonly name: string;
  readonly commit: string;
  readonly movedAt: Date;
}

export interface CommitRow {
  readonly name: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly authorName: string;
  readonly authorEmail: string;
  readonly message: string;
  readonly madeAt: Date;
  readonly pushedBy: string | null;
  readonly pushedAt: Date;
}

export type NewCommit = Omit<CommitRow, "pushedBy" | "pushedAt">;

const commitColumns = {
  name: true,
  tree: true,
  parents: true,
  authorName: true,
  authorEmail: true,
  message: true,
  madeAt: true,
  pushedBy: true,
  pushedAt: true,
} as const;

/** Branches and tags of a repository, and the versions they lead to. Changes need the service's rights. */
export const refRepository = {
  async list(tx: Tx, repositoryId: string): Promise<RefRow[]> {
    const rows = await tx.ref.findMany({
      where: { repositoryId },
      select: { name: true, commitName: true, movedAt: true },
      orderBy: { name: "asc" },
    });
    return rows.map(({ name, commitName, movedAt }) => ({ name, commit: commitName, movedAt }));
  },

  listOfMany(tx: Tx, repositoryIds: readonly string[]) {
    return tx.$queryRaw<{ repositoryId: string; name: string; commit: string }[]>`
      select repository_id as "repositoryId", name, commit_name as commit
      from refs where repository_id = any(${repositoryIds}::uuid[])`;
  },

  /** Forgets the versions that no branch or tag reaches any more. Under the lock. */
  async removeUnreached(tx: Tx, repositoryId: string): Promise<void> {
    await tx.$executeRaw`
      with recursive reached (name) as (
        select commit_name from refs where repository_id = ${repositoryId}::uuid
        union
        select unnest(c.parents) from reached
        join commits c on c.repository_id = ${repositoryId}::uuid and c.name = reached.name)
      delete from commits c
      where c.repository_id = ${repositoryId}::uuid
        and not exists (select from reached where reached.name = c.name)`;
  },

  /** Makes those who move refs of a repository take turns until they commit. */
  async lock(tx: Tx, repositoryId: string): Promise<void> {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('refs:' || ${repositoryId}, 0))`;
  },

  /** Sets, makes or removes a ref that points where the caller has seen, under the lock. */
  async swap(
    tx: Tx,
    move: {
      readonly repositoryId: string;
      readonly name: string;
      readonly expected: string | null;
      readonly next: string | null;
      readonly movedBy: string | null;
    },
  ): Promise<void> {
    const { repositoryId, name, expected, next, movedBy } = move;
    if (next === null) await tx.ref.deleteMany({ where: { repositoryId, name } });
    else if (expected === null) {
      await tx.ref.create({ data: { repositoryId, name, commitName: next, movedBy } });
    } else {
      const data = { commitName: next, movedBy, movedAt: new Date() };
      await tx.ref.updateMany({ where: { repositoryId, name, commitName: expected }, data });
    }
  },

  findCommit(tx: Tx, repositoryId: string, name: string): Promise<CommitRow | null> {
    return tx.commit.findUnique({
      where: { repositoryId_name: { repositoryId, name } },
      select: commitColumns,
    });
  },

  /** Null when no commit, or more than one, begins like this; at least six digits. */
  async findCommitByPrefix(tx: Tx, repositoryId: string, prefix: string) {
    if (!/^[0-9a-f]{6,64}$/.test(prefix)) return null;
    const found: CommitRow[] = await tx.commit.findMany({
      where: { repositoryId, name: { gte: prefix, lte: prefix.padEnd(64, "f") } },
      select: commitColumns,
      take: 2,
    });
    return found.length === 1 ? (found[0] ?? null) : null;
  },

  /** The trees of commits and of all their ancestors, by the names of the commits. */
  async listReached(
    tx: Tx,
    repositoryId: string,
    commits: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.$queryRaw<{ name: string; tree: string }[]>`
      with recursive reached (name) as (
        select unnest(${commits}::text[])
        union
        select unnest(c.parents) from reached
        join commits c on c.repository_id = ${repositoryId}::uuid and c.name = reached.name)
      select c.name, c.tree from reached
      join commits c on c.repository_id = ${repositoryId}::uuid and c.name = reached.name`;
    return new Map(rows.map(({ name, tree }) => [name, tree]));
  },

  /** A commit and its ancestors, newest first by their own clocks. */
  listHistory(tx: Tx, { repositoryId, commit, skip, limit }: HistoryPage): Promise<CommitRow[]> {
    return tx.$queryRaw<CommitRow[]>`
      with recursive reached (name) as (
        select ${commit}::text
        union
        select unnest(c.parents) from reached
        join commits c on c.repository_id = ${repositoryId}::uuid and c.name = reached.name)
      select c.name, c.tree, c.parents, c.author_name as "authorName", c.author_email as "authorEmail",
        c.message, c.made_at as "madeAt", c.pushed_by as "pushedBy", c.pushed_at as "pushedAt"
      from reached join commits c on c.repository_id = ${repositoryId}::uuid and c.name = reached.name
      order by c.made_at desc, c.name offset ${skip}::int limit ${limit}::int`;
  },

  async addCommits(
    tx: Tx,
    repositoryId: string,
    commits: readonly NewCommit[],
    pushedBy: string | null,
  ): Promise<void> {
    for (let at = 0; at < commits.length; at += 500) {
      await tx.commit.createMany({
        data: commits
          .slice(at, at + 500)
          .map((commit) => ({ ...commit, parents: [...commit.parents], repositoryId, pushedBy })),
        skipDuplicates: true,
      });
    }
  },
};

export interface HistoryPage {
  readonly repositoryId: string;
  readonly commit: string;
  readonly skip: number;
  readonly limit: number;
}
