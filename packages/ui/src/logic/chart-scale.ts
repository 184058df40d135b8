/**
 * Axis marks from 0 to a round number that is at least `max`, in at most `count` steps of 1, 2 or 5 times
 * ten, none smaller than `smallest`: between two people there is nobody.
 */
export function chartTicks(max: number, { count = 4, smallest = 0 } = {}): number[] {
  if (!Number.isFinite(max) || max <= 0) return [0, 1];
  const rough = Math.max(max / count, smallest);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * (1 - 1e-9)) ??
    10 * power;
  const steps = Math.max(1, Math.ceil(max / step - 1e-9));
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

/** Step 1 to 5 of the heat scale; `top` and above is 5. */
export function heatStep(value: number, top: number): 1 | 2 | 3 | 4 | 5 {
  if (top <= 0 || value <= 0) return 1;
  const step = Math.min(5, Math.max(1, Math.floor((value / top) * 4) + 1));
  return step as 1 | 2 | 3 | 4 | 5;
}

/** Index of the largest fall from one value to the next; null when nothing falls. */
export function findLargestDrop(values: readonly number[]): number | null {
  let found: number | null = null;
  let largest = 0;
  for (let index = 1; index < values.length; index += 1) {
    const fall = (values[index - 1] ?? 0) - (values[index] ?? 0);
    if (fall > largest) {
      largest = fall;
      found = index;
    }
  }
  return found;
}

/** Points of a line in a box of 100 by 100, y downwards. */
export function linePoints(values: readonly number[], max: number): string {
  const last = Math.max(values.length - 1, 1);
  return values
    .map(
      (value, index) =>
        `${round((index / last) * 100)},${round(100 - (max > 0 ? value / max : 0) * 100)}`,
    )
    .join(" ");
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
