export function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

export function clamp(x: number, limit: number): number {
  return x > limit ? limit : x < -limit ? -limit : x;
}

/** Log odds of success with one success and one failure added, so that it is finite from the start. */
export function smoothedLogit(wins: number, attempts: number): number {
  return Math.log((wins + 1) / (attempts - wins + 1));
}

/** Bucket of a count on a logarithmic scale: 0, 1, 2, … up to `most`. */
export function logBucket(count: number, perDoubling: number, most: number): number {
  return Math.min(most, Math.floor(Math.log2(1 + count) * perDoubling));
}
