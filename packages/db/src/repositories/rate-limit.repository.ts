import type { Tx } from "../transaction.ts";

export const rateLimitRepository = {
  /**
   * Counts one hit and returns how many the bucket has had in about the last `windowSecs`: the present
   * window in full and the one before it by the share that still overlaps. Needs the service's rights.
   */
  async hit(
    tx: Tx,
    { bucket, windowSecs }: { bucket: string; windowSecs: number },
  ): Promise<number> {
    const [row] = await tx.$queryRaw<{ hits: number }[]>`
      select app.count_hit(${bucket}, ${windowSecs}::int) as hits`;
    return row?.hits ?? 0;
  },
};
