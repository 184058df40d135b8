import type { Tx } from "../transaction.ts";

/** Accounts that are to be deleted and still exist. The caller is the service. */
export const accountErasureRepository = {
  /** Holds the person's profile until the transaction ends, so that nothing joins them meanwhile. */
  async request(tx: Tx, userId: string): Promise<void> {
    await tx.$executeRaw`select from profiles where id = ${userId}::uuid for update`;
    await tx.accountErasure.createMany({ data: [{ userId }], skipDuplicates: true });
  },

  /** The longest waiting first. */
  async list(tx: Tx, limit: number): Promise<string[]> {
    const rows = await tx.accountErasure.findMany({
      orderBy: [{ requestedAt: "asc" }, { userId: "asc" }],
      take: limit,
      select: { userId: true },
    });
    return rows.map(({ userId }) => userId);
  },
};
