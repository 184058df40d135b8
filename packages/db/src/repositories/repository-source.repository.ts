import type { Visibility } from "@byteos/contracts/repository";
import type { Tx } from "../transaction.ts";

/** Whose packs a repository builds upon beside its own. Needs the service's rights. */
export const repositorySourceRepository = {
  /**
   * Repositories of the same organisation whose packs a push may build upon: those that everyone who reads this
   * one may read as well. The sources it has come first, then those pushed to last.
   */
  listCandidates(
    tx: Tx,
    { repositoryId, limit }: { repositoryId: string; limit: number },
  ): Promise<{ id: string; isSource: boolean }[]> {
    return tx.$queryRaw<{ id: string; isSource: boolean }[]>`
      select c.id, s.source_id is not null as "isSource"
      from repositories r
      join repositories c on c.org_id = r.org_id and c.id <> r.id
      left join repository_sources s on s.repository_id = r.id and s.source_id = c.id
      where r.id = ${repositoryId}::uuid and (s.source_id is not null
        or c.deleted_at is null and (c.visibility = 'public'
          or c.visibility = 'organisation' and r.visibility <> 'public'))
      order by (s.source_id is null), c.pushed_at desc nulls last, c.id limit ${limit}::int`;
  },

  /**
   * Whether a repository may build upon these others, at this moment and until the transaction ends: nobody
   * changes who sees them meanwhile.
   */
  async mayUse(tx: Tx, repositoryId: string, sourceIds: readonly string[]): Promise<boolean> {
    const rows = await tx.$queryRaw<{ id: string; visibility: string; isDeleted: boolean }[]>`
      select id, visibility, deleted_at is not null as "isDeleted" from repositories
      where id = ${repositoryId}::uuid or id = any(${sourceIds}::uuid[]) order by id for share`;
    const target = rows.find(({ id }) => id === repositoryId);
    const known = new Set(
      (await tx.repositorySource.findMany({ where: { repositoryId } })).map((row) => row.sourceId),
    );
    return rows.every(({ id, visibility, isDeleted }) => {
      if (id === repositoryId || known.has(id)) return true;
      if (isDeleted) return false;
      return (
        visibility === "public" ||
        (visibility === "organisation" && target?.visibility !== "public")
      );
    });
  },

  async add(tx: Tx, repositoryId: string, sourceIds: readonly string[]): Promise<void> {
    await tx.repositorySource.createMany({
      data: sourceIds.map((sourceId) => ({ repositoryId, sourceId })),
      skipDuplicates: true,
    });
  },

  async removeAll(tx: Tx, repositoryId: string): Promise<void> {
    await tx.repositorySource.deleteMany({ where: { repositoryId } });
  },

  async listSources(
    tx: Tx,
    repositoryId: string,
  ): Promise<{ id: string; visibility: Visibility }[]> {
    return tx.$queryRaw<{ id: string; visibility: Visibility }[]>`
      select r.id, r.visibility from repository_sources s join repositories r on r.id = s.source_id
      where s.repository_id = ${repositoryId}::uuid`;
  },

  async listBorrowers(
    tx: Tx,
    repositoryId: string,
  ): Promise<{ id: string; visibility: Visibility }[]> {
    return tx.$queryRaw<{ id: string; visibility: Visibility }[]>`
      select r.id, r.visibility from repository_sources s join repositories r on r.id = s.repository_id
      where s.source_id = ${repositoryId}::uuid`;
  },
};
