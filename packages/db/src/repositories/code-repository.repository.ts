import { RepositoryId, RepositoryRole, Visibility } from "@byteos/contracts/repository";
import { z } from "zod";
import { jsonInput } from "../json-input.ts";
import type { Tx } from "../transaction.ts";

export interface NewRepository {
  readonly orgId: string;
  readonly ownerId: string;
  readonly name: string;
  readonly description: string;
  readonly visibility: Visibility;
}

export interface RepositoryChange {
  readonly name?: string;
  readonly description?: string;
  readonly visibility?: Visibility;
  readonly defaultBranch?: string;
}

/** A repository with what the person who asks may do in it. */
const RepositoryRow = z.object({
  id: RepositoryId,
  orgId: z.string(),
  orgSlug: z.string(),
  name: z.string(),
  description: z.string(),
  visibility: Visibility,
  defaultBranch: z.string(),
  ownerId: z.string().nullable(),
  ownerName: z.string().nullable(),
  role: RepositoryRole,
  createdAt: z.date(),
  pushedAt: z.date().nullable(),
  verifiedAt: z.date().nullable(),
  /** Bytes of its own packs. */
  storedBytes: z.bigint().transform(Number),
});
export type RepositoryRow = z.infer<typeof RepositoryRow>;

const columns = {
  id: true,
  orgId: true,
  name: true,
  description: true,
  visibility: true,
  defaultBranch: true,
  ownerId: true,
  createdAt: true,
  pushedAt: true,
  verifiedAt: true,
} as const;

export const codeRepositoryRepository = {
  /** Throws conflict `database.duplicate` for a name that the organisation has already. */
  async create(tx: Tx, repository: NewRepository): Promise<RepositoryId> {
    const row = await tx.repository.create({ data: repository, select: { id: true } });
    return RepositoryId.parse(row.id);
  },

  /** What the person who asks may do; null for a repository that does not exist for them. */
  async findRole(tx: Tx, repositoryId: string): Promise<RepositoryRole | null> {
    const [row] = await tx.$queryRaw<{ role: string | null }[]>`
      select app.repository_role(${repositoryId}::uuid) as role`;
    return RepositoryRole.nullable().parse(row?.role ?? null);
  },

  async find(tx: Tx, repositoryId: string): Promise<RepositoryRow | null> {
    const [found] = await describe(tx, [
      ...(await tx.repository.findMany({ where: { id: repositoryId }, select: columns })),
    ]);
    return found ?? null;
  },

  async findIdByAddress(
    tx: Tx,
    { orgSlug, name }: { orgSlug: string; name: string },
  ): Promise<string | null> {
    const [row] = await tx.$queryRaw<{ id: string | null }[]>`
      select app.repository_by_address(${orgSlug}, ${name}) as id`;
    return row?.id ?? null;
  },

  /** Those of the organisation that the person may see, latest first. */
  async list(
    tx: Tx,
    { orgId, search, limit }: { orgId: string; search: string; limit: number },
  ): Promise<RepositoryRow[]> {
    const rows = await tx.repository.findMany({
      where: {
        orgId,
        ...(search === ""
          ? {}
          : {
              OR: [
                { name: { contains: search, mode: "insensitive" } },
                { description: { contains: search, mode: "insensitive" } },
              ],
            }),
      },
      select: columns,
      orderBy: [{ pushedAt: { sort: "desc", nulls: "last" } }, { createdAt: "desc" }],
      take: limit,
    });
    return describe(tx, rows);
  },

  async update(
    tx: Tx,
    { orgId, repositoryId }: { orgId: string; repositoryId: string },
    change: RepositoryChange,
  ): Promise<boolean> {
    const { count } = await tx.repository.updateMany({
      where: { id: repositoryId, orgId },
      data: change,
    });
    return count === 1;
  },

  /** Holds a repository until the transaction ends: no push begins to borrow from it meanwhile. */
  async hold(tx: Tx, repositoryId: string): Promise<void> {
    await tx.$executeRaw`select 1 from repositories where id = ${repositoryId}::uuid for update`;
  },

  /**
   * Takes a repository away from everybody. The caller has checked who may; needs the service's rights. The row
   * stays while others need its packs. False when it was gone already.
   */
  async remove(
    tx: Tx,
    { orgId, repositoryId }: { orgId: string; repositoryId: string },
  ): Promise<boolean> {
    const { count } = await tx.repository.updateMany({
      where: { id: repositoryId, orgId, deletedAt: null },
      data: { deletedAt: new Date() },
    });
    if (count === 0) return false;
    await tx.ref.deleteMany({ where: { repositoryId } });
    await tx.commit.deleteMany({ where: { repositoryId } });
    await tx.repositoryMember.deleteMany({ where: { repositoryId } });
    await tx.uploadLease.deleteMany({ where: { repositoryId } });
    await tx.repositorySource.deleteMany({ where: { repositoryId } });
    return true;
  },

  /** Removes the rows of deleted repositories that nobody borrows from and that have no packs left. */
  async removeGhosts(tx: Tx, orgId: string): Promise<void> {
    await tx.$executeRaw`
      delete from repositories r
      where r.org_id = ${orgId}::uuid and r.deleted_at is not null
        and not exists (select from repository_sources s where s.source_id = r.id)
        and not exists (select from packs p where p.repository_id = r.id)`;
  },

  /** Needs the service's rights, like all that follows from content. */
  async notePush(tx: Tx, repositoryId: string): Promise<void> {
    await tx.$executeRaw`update repositories set pushed_at = now() where id = ${repositoryId}::uuid`;
  },

  /** Repositories that the collection has not looked through since a time, the longest ago first. */
  listUncollected(
    tx: Tx,
    { before, limit }: { before: Date; limit: number },
  ): Promise<{ id: string; orgId: string }[]> {
    return tx.$queryRaw<{ id: string; orgId: string }[]>`
      select r.id, r.org_id as "orgId" from repositories r
      where (r.collected_at is null or r.collected_at < ${before})
        and exists (select from packs p where p.repository_id = r.id and p.state = 'stored')
      order by r.collected_at nulls first limit ${limit}::int`;
  },

  async noteCollection(tx: Tx, repositoryId: string): Promise<void> {
    await tx.$executeRaw`
      update repositories set collected_at = now() where id = ${repositoryId}::uuid`;
  },

  async noteVerification(tx: Tx, repositoryId: string, verification: object): Promise<void> {
    await tx.repository.updateMany({
      where: { id: repositoryId },
      data: { verifiedAt: new Date(), verification: jsonInput(verification) },
    });
  },

  /** What a person owns, has pushed and may use, for them alone. Their files are theirs to clone. */
  async exportOwn(tx: Tx, userId: string) {
    const { verifiedAt: _, ...own } = columns;
    return {
      repositories: await tx.repository.findMany({
        where: { ownerId: userId, deletedAt: null },
        select: own,
      }),
      repositoryMemberships: await tx.repositoryMember.findMany({ where: { userId } }),
      pushedVersions: await tx.commit.findMany({
        where: { pushedBy: userId },
        orderBy: { pushedAt: "asc" },
      }),
      repositoryComments: await tx.repositoryEvent.findMany({
        where: { actorId: userId, kind: "commented" },
        orderBy: { createdAt: "asc" },
      }),
      accessTokens: await tx.accessToken.findMany({
        where: { userId },
        omit: { tokenHash: true },
        orderBy: { createdAt: "asc" },
      }),
    };
  },

  async findVerification(tx: Tx, repositoryId: string): Promise<unknown> {
    const row = await tx.repository.findUnique({
      where: { id: repositoryId },
      select: { verification: true },
    });
    return row?.verification ?? null;
  },
};

type BareRow = Readonly<{ id: string; orgId: string; ownerId: string | null }>;

async function describe(tx: Tx, rows: readonly BareRow[]): Promise<RepositoryRow[]> {
  if (rows.length === 0) return [];
  const facts = await tx.$queryRaw<{ id: string }[]>`
    select id, role, org_slug as "orgSlug", owner_name as "ownerName", stored_bytes as "storedBytes"
    from app.describe_repositories(${rows.map(({ id }) => id)}::uuid[])`;
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  return rows.map((row) => RepositoryRow.parse({ ...row, ...byId.get(row.id) }));
}
