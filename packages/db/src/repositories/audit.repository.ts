import type { Prisma } from "../generated/client.ts";
import type { Tx } from "../transaction.ts";

export interface NewAuditEntry {
  readonly orgId: string | null;
  readonly actorId: string | null;
  readonly action: string;
  readonly targetType: string;
  readonly targetId: string | null;
  readonly details: Prisma.InputJsonObject;
  readonly requestId: string;
}

export interface AuditPage {
  readonly orgId: string;
  /** Entries older than this one; null for the newest. */
  readonly before: bigint | null;
  readonly limit: number;
}

export const auditRepository = {
  /** The database numbers, times and chains the entry; whoever may add one need not be able to read it. */
  async add(tx: Tx, entry: NewAuditEntry): Promise<void> {
    await tx.$executeRaw`
      insert into audit_log (org_id, actor_id, action, target_type, target_id, details, request_id)
      values (${entry.orgId}::uuid, ${entry.actorId}::uuid, ${entry.action}, ${entry.targetType},
              ${entry.targetId}, ${JSON.stringify(entry.details)}::jsonb, ${entry.requestId})`;
  },

  listPage(tx: Tx, { orgId, before, limit }: AuditPage) {
    return tx.auditLogEntry.findMany({
      where: { orgId, ...(before === null ? {} : { id: { lt: before } }) },
      orderBy: { id: "desc" },
      take: limit,
    });
  },

  /** Id of the first entry whose hash does not follow from what is stored; null when the chain is whole. */
  async findBrokenEntry(tx: Tx, orgId: string): Promise<bigint | null> {
    const rows = await tx.$queryRaw<{ id: bigint | null }[]>`
      select app.first_broken_audit_entry(${orgId}::uuid) as id`;
    return rows[0]?.id ?? null;
  },
};
