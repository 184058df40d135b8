import type { Tx } from "../transaction.ts";

export interface ItemRow {
  readonly id: string;
  readonly moduleId: string;
  readonly publicQuestion: unknown;
}

export const itemRepository = {
  async findByBlock(
    tx: Tx,
    {
      orgId,
      courseVersionId,
      blockId,
    }: { orgId: string; courseVersionId: string; blockId: string },
  ): Promise<ItemRow | null> {
    return tx.item.findFirst({
      where: { orgId, courseVersionId, blockId },
      select: { id: true, moduleId: true, publicQuestion: true },
    });
  },

  async listOfVersion(
    tx: Tx,
    { orgId, courseVersionId }: { orgId: string; courseVersionId: string },
  ): Promise<{ id: string; blockId: string }[]> {
    return tx.item.findMany({
      where: { orgId, courseVersionId },
      select: { id: true, blockId: true },
    });
  },

  /** Needs the service's rights: no learner may read a rubric. Each row still has to be parsed. */
  async listRubrics(
    tx: Tx,
    { itemIds }: { itemIds: readonly string[] },
  ): Promise<Map<string, unknown>> {
    if (itemIds.length === 0) return new Map();
    const rows = await tx.itemRubric.findMany({ where: { itemId: { in: [...itemIds] } } });
    return new Map(rows.map((row) => [row.itemId, row.rubric]));
  },
};
