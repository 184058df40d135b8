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

  /** One hit in each of several buckets, in their order; how many each has had. */
  async hitAll(
    tx: Tx,
    buckets: readonly { readonly bucket: string; readonly windowSecs: number }[],
  ): Promise<number[]> {
    const rows = await tx.$queryRaw<{ hits: number }[]>`
      select app.count_hit(b.bucket, b.secs) as hits
      from unnest(${buckets.map(({ bucket }) => bucket)}::text[],
        ${buckets.map(({ windowSecs }) => windowSecs)}::int[]) with ordinality as b(bucket, secs, place)
      order by b.place`;
    return rows.map(({ hits }) => hits);
  },
};
