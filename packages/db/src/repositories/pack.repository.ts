import { Prisma } from "../generated/client.ts";
import type { Tx } from "../transaction.ts";

export interface PackRow {
  readonly name: string;
  readonly bytes: number;
  /** Bytes of the index and trailer, which `readTail` gives. */
  readonly tailBytes: number;
  readonly storedAt: Date;
  readonly markedEpoch: number | null;
}

export interface NewPack {
  readonly orgId: string;
  readonly repositoryId: string;
  readonly name: string;
  readonly bytes: number;
  readonly createdBy: string | null;
}

interface PackRef {
  readonly orgId: string;
  readonly name: string;
}

const columns = Prisma.sql`
  p.name, p.bytes, length(p.tail) as "tailBytes", p.stored_at as "storedAt",
  p.marked_epoch as "markedEpoch"`;

/** Files of content. All of it needs the service's rights: the use case has checked who may. */
export const packRepository = {
  /** Where the versions of a repository lie: in its own packs and in those of its sources. */
  listReadable(tx: Tx, repositoryId: string): Promise<PackRow[]> {
    return tx.$queryRaw<PackRow[]>`
      select ${columns} from packs p
      where p.state = 'stored' and p.committed_at is not null and (
        p.repository_id = ${repositoryId}::uuid
        or p.repository_id in (
          select s.source_id from repository_sources s where s.repository_id = ${repositoryId}::uuid))
      order by p.name`;
  },

  /** The same, and what an earlier push to the repository has left without coming to its end. */
  listForPush(tx: Tx, repositoryId: string): Promise<PackRow[]> {
    return tx.$queryRaw<PackRow[]>`
      select ${columns} from packs p
      where p.state = 'stored' and (
        p.repository_id = ${repositoryId}::uuid
        or p.committed_at is not null and p.repository_id in (
          select s.source_id from repository_sources s where s.repository_id = ${repositoryId}::uuid))
      order by p.name`;
  },

  /** All that the versions of some repositories lie in. */
  listReadableOfMany(tx: Tx, repositoryIds: readonly string[]): Promise<PackRow[]> {
    return tx.$queryRaw<PackRow[]>`
      select ${columns} from packs p
      where p.state = 'stored' and (
        p.repository_id = any(${repositoryIds}::uuid[])
        or p.repository_id in (
          select s.source_id from repository_sources s
          where s.repository_id = any(${repositoryIds}::uuid[])))
      order by p.name`;
  },

  /** What came through a repository, whether a version needs it or not. */
  listOwn(tx: Tx, repositoryId: string): Promise<PackRow[]> {
    return tx.$queryRaw<PackRow[]>`
      select ${columns} from packs p
      where p.state = 'stored' and p.repository_id = ${repositoryId}::uuid order by p.name`;
  },

  async readTail(tx: Tx, { orgId, name }: PackRef): Promise<Uint8Array | null> {
    const [row] = await tx.$queryRaw<{ tail: Uint8Array }[]>`
      select tail from packs where org_id = ${orgId}::uuid and name = ${name} and state = 'stored'`;
    return row?.tail ?? null;
  },

  find(tx: Tx, { orgId, name }: PackRef) {
    return tx.pack.findUnique({
      where: { orgId_name: { orgId, name } },
      select: { repositoryId: true, state: true, bytes: true },
    });
  },

  /** Announces an upload, which counts against the quota from now on. Throws limit `forge.quota-exceeded`. */
  async announce(tx: Tx, pack: NewPack): Promise<void> {
    await tx.pack.create({ data: pack, select: { id: true } });
  },

  countUploading(tx: Tx, orgId: string): Promise<number> {
    return tx.pack.count({ where: { orgId, state: "uploading" } });
  },

  /** For the collection, whose copies may go over the quota for as long as the originals are there. */
  async announceCopy(tx: Tx, pack: Omit<NewPack, "createdBy">): Promise<void> {
    await tx.$executeRaw`select set_config('app.is_collecting', 'yes', true)`;
    await packRepository.announce(tx, { ...pack, createdBy: null });
  },

  /** False when it is not being uploaded to this repository. */
  async markStored(
    tx: Tx,
    { orgId, repositoryId, name }: PackRef & { readonly repositoryId: string },
    tail: Uint8Array,
  ): Promise<boolean> {
    const changed = await tx.$executeRaw`
      update packs set state = 'stored', tail = ${Buffer.from(tail)}, stored_at = clock_timestamp()
      where org_id = ${orgId}::uuid and repository_id = ${repositoryId}::uuid and name = ${name}
        and state = 'uploading'`;
    return changed === 1;
  },

  /** Through which repositories packs came. */
  async listOwners(
    tx: Tx,
    { orgId, names }: { orgId: string; names: readonly string[] },
  ): Promise<string[]> {
    const rows = await tx.$queryRaw<{ owner: string }[]>`
      select distinct repository_id as owner from packs
      where org_id = ${orgId}::uuid and name = any(${names}) and repository_id is not null`;
    return rows.map(({ owner }) => owner);
  },

  /**
   * Says that a version of a repository needs these packs, and holds them until the transaction ends. False when
   * one of them is not stored any more, or was never needed by the other repository that it came through.
   */
  async commit(
    tx: Tx,
    {
      orgId,
      repositoryId,
      names,
    }: { orgId: string; repositoryId: string; names: readonly string[] },
  ): Promise<boolean> {
    const held = await tx.$queryRaw<{ id: string }[]>`
      select id from packs
      where org_id = ${orgId}::uuid and name = any(${names}) and state = 'stored'
        and (repository_id = ${repositoryId}::uuid or committed_at is not null)
      order by id for update`;
    if (held.length !== names.length) return false;
    await tx.$executeRaw`
      update packs set committed_at = now()
      where id = any(${held.map(({ id }) => id)}::uuid[]) and committed_at is null`;
    return true;
  },

  /** Takes packs out of what counts and is read; their files may go from now on. */
  async markRemoving(
    tx: Tx,
    { orgId, names }: { orgId: string; names: readonly string[] },
  ): Promise<void> {
    await tx.$executeRaw`
      update packs set state = 'removing', repository_id = null
      where org_id = ${orgId}::uuid and name = any(${names})`;
  },

  /** Gives up uploads that nobody ended, from before a time. */
  async giveUpUploads(tx: Tx, before: Date): Promise<void> {
    await tx.$executeRaw`
      update packs set state = 'removing', repository_id = null
      where state = 'uploading' and created_at < ${before}`;
  },

  /** Packs whose removal was interrupted. */
  listRemoving(tx: Tx, limit: number): Promise<{ orgId: string; name: string }[]> {
    return tx.$queryRaw<{ orgId: string; name: string }[]>`
      select org_id as "orgId", name from packs
      where state = 'removing' order by created_at limit ${limit}::int`;
  },

  /** After the files are gone. */
  async removeRows(
    tx: Tx,
    { orgId, names }: { orgId: string; names: readonly string[] },
  ): Promise<void> {
    await tx.$executeRaw`
      delete from packs where org_id = ${orgId}::uuid and name = any(${names}) and state = 'removing'`;
  },
};
