import type { Tx } from "../transaction.ts";

/** By the column's default: for an organisation that has stored nothing yet. */
const usualQuotaBytes = 107_374_182_400;

export const forgeUsageRepository = {
  async find(tx: Tx, orgId: string): Promise<{ storedBytes: number; quotaBytes: number }> {
    const row = await tx.forgeUsage.findUnique({
      where: { orgId },
      select: { storedBytes: true, quotaBytes: true },
    });
    return {
      storedBytes: Number(row?.storedBytes ?? 0),
      quotaBytes: Number(row?.quotaBytes ?? usualQuotaBytes),
    };
  },

  /** For the service: what an organisation may store. */
  async setQuota(tx: Tx, orgId: string, quotaBytes: number): Promise<void> {
    await tx.forgeUsage.upsert({
      where: { orgId },
      create: { orgId, quotaBytes },
      update: { quotaBytes },
    });
  },
};
