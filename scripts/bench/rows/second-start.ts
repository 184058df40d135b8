import type { BenchRow } from "../bench-row.ts";

export const secondStartRow: BenchRow = {
  name: "second-start",
  title: "Second start of the whole stack, from the command to every surface answering",
  async measure({ options, stack, restart, note }) {
    const first = await stack();
    note(`First start, with seeding and whatever had to be built: ${first.startSecs.toFixed(1)} s`);
    const values: number[] = [];
    for (let run = 1; run <= options.runs; run += 1) {
      const { startSecs } = await restart();
      note(`Start ${run} of ${options.runs}: ${startSecs.toFixed(2)} s`);
      values.push(startSecs);
    }
    return [{ name: "second start", unit: "s", values, target: { atMost: 6 } }];
  },
};
