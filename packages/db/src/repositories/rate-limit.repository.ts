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
      with clock as (
        select to_timestamp(floor(extract(epoch from now()) / ${windowSecs}::int) * ${windowSecs}::int) as start,
          1 - mod(extract(epoch from now())::numeric, ${windowSecs}::int) / ${windowSecs}::int as overlap
      ), counted as (
        insert into rate_limits as r (bucket, window_start, hits)
        select ${bucket}, start, 1 from clock
        on conflict (bucket, window_start) do update set hits = r.hits + 1
        returning hits
      )
      select (counted.hits + coalesce((
        select hits * overlap from rate_limits
        where bucket = ${bucket} and window_start = clock.start - make_interval(secs => ${windowSecs}::int)
      ), 0))::float8 as hits
      from counted, clock`;
    return row?.hits ?? 0;
  },
};
