import type { Tx } from "../transaction.ts";

export interface LeaseRow {
  readonly id: string;
  readonly epoch: number;
  readonly renewedAt: Date;
}

export interface StoredMarks {
  readonly epoch: number;
  readonly packs: readonly { readonly name: string; readonly markedAt: Date }[];
}

interface LeaseRef {
  readonly repositoryId: string;
  readonly leaseId: string;
}

/** Pushes under way, and the packs that are marked to go. All of it needs the service's rights. */
export const uploadLeaseRepository = {
  /**
   * Takes a lease that has seen the marks as they are now. Whoever writes new marks at this moment waits, or
   * is waited for: no lease begins between two rounds unseen.
   */
  async take(
    tx: Tx,
    lease: {
      readonly orgId: string;
      readonly repositoryId: string;
      readonly userId: string | null;
    },
  ): Promise<{ id: string; epoch: number; doomed: string[] }> {
    const { orgId, repositoryId, userId } = lease;
    await tx.$executeRaw`
      insert into forge_usages (org_id) values (${orgId}::uuid) on conflict do nothing`;
    const [usage] = await tx.$queryRaw<{ epoch: number }[]>`
      select epoch from forge_usages where org_id = ${orgId}::uuid for share`;
    const epoch = usage?.epoch ?? 0;
    const row = await tx.uploadLease.create({
      data: { orgId, repositoryId, userId, epoch },
      select: { id: true },
    });
    return { id: row.id, epoch, doomed: await listDoomed(tx, orgId, epoch) };
  },

  /** False when it was taken away. */
  async renew(tx: Tx, { repositoryId, leaseId }: LeaseRef): Promise<boolean> {
    const changed = await tx.$executeRaw`
      update upload_leases set renewed_at = clock_timestamp()
      where id = ${leaseId}::uuid and repository_id = ${repositoryId}::uuid`;
    return changed === 1;
  },

  async release(tx: Tx, { repositoryId, leaseId }: LeaseRef): Promise<void> {
    await tx.uploadLease.deleteMany({ where: { id: leaseId, repositoryId } });
  },

  /** The packs that the holder of a lease must not build upon; null when the lease was taken away. */
  async findDoomed(
    tx: Tx,
    { repositoryId, leaseId }: LeaseRef,
  ): Promise<{ epoch: number; doomed: string[] } | null> {
    const lease = await tx.uploadLease.findFirst({
      where: { id: leaseId, repositoryId },
      select: { orgId: true, epoch: true },
    });
    if (lease === null) return null;
    return { epoch: lease.epoch, doomed: await listDoomed(tx, lease.orgId, lease.epoch) };
  },

  /** Holds a lease until the transaction ends, so that it is not taken away meanwhile. False when it was. */
  async hold(tx: Tx, { repositoryId, leaseId }: LeaseRef): Promise<boolean> {
    const rows = await tx.$queryRaw<unknown[]>`
      select 1 from upload_leases
      where id = ${leaseId}::uuid and repository_id = ${repositoryId}::uuid for update`;
    return rows.length === 1;
  },

  list(tx: Tx, orgId: string): Promise<LeaseRow[]> {
    return tx.uploadLease.findMany({
      where: { orgId },
      select: { id: true, epoch: true, renewedAt: true },
    });
  },

  async revoke(tx: Tx, orgId: string, leaseId: string): Promise<void> {
    await tx.$executeRaw`
      delete from upload_leases where id = ${leaseId}::uuid and org_id = ${orgId}::uuid`;
  },

  async now(tx: Tx): Promise<Date> {
    const [row] = await tx.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
    return row?.now ?? new Date();
  },

  /** The marks on the packs of one repository, and the organisation's round. */
  async readMarks(tx: Tx, orgId: string, repositoryId: string): Promise<StoredMarks> {
    const [usage] = await tx.$queryRaw<{ epoch: number }[]>`
      select epoch from forge_usages where org_id = ${orgId}::uuid`;
    const packs = await tx.$queryRaw<{ name: string; markedAt: Date }[]>`
      select name, marked_at as "markedAt" from packs
      where repository_id = ${repositoryId}::uuid and state = 'stored' and marked_at is not null`;
    return { epoch: usage?.epoch ?? 0, packs };
  },

  /** Makes these the marks on a repository's packs; false when somebody else made this round. */
  async writeMarks(
    tx: Tx,
    { orgId, repositoryId }: { orgId: string; repositoryId: string },
    { epoch, packs }: StoredMarks,
  ): Promise<boolean> {
    await tx.$executeRaw`
      insert into forge_usages (org_id) values (${orgId}::uuid) on conflict do nothing`;
    const [lock] = await tx.$queryRaw<{ isHeld: boolean }[]>`
      select pg_try_advisory_xact_lock(hashtextextended('forge:' || ${orgId}, 0)) as "isHeld"`;
    if (lock?.isHeld !== true) return false;
    const changed = await tx.$executeRaw`
      update forge_usages set epoch = ${epoch}::int
      where org_id = ${orgId}::uuid and epoch = ${epoch}::int - 1`;
    if (changed === 0) return false;
    const names = packs.map(({ name }) => name);
    const times = packs.map(({ markedAt }) => markedAt);
    await tx.$executeRaw`
      update packs p set marked_epoch = null, marked_at = null
      where p.repository_id = ${repositoryId}::uuid and p.marked_at is not null
        and p.name <> all(${names})`;
    await tx.$executeRaw`
      update packs p set marked_epoch = ${epoch}::int, marked_at = m.marked_at
      from unnest(${names}::text[], ${times}::timestamptz[]) as m (name, marked_at)
      where p.org_id = ${orgId}::uuid and p.name = m.name and p.marked_at is null`;
    return true;
  },
};

async function listDoomed(tx: Tx, orgId: string, epoch: number): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    select name from packs
    where org_id = ${orgId}::uuid and state = 'stored' and marked_epoch <= ${epoch}::int`;
  return rows.map(({ name }) => name);
}
