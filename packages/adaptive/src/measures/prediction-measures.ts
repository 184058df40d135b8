/** Area under the ROC curve by ranks, ties shared; 0.5 when one class is missing. */
export function areaUnderCurve(predicted: Float64Array, outcomes: Uint8Array): number {
  const order = Array.from(predicted.keys()).sort(
    (a, b) => (predicted[a] ?? 0) - (predicted[b] ?? 0),
  );
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    const value = predicted[order[start] ?? 0];
    while (end < order.length && predicted[order[end] ?? 0] === value) end++;
    const rank = (start + end + 1) / 2;
    for (let k = start; k < end; k++) {
      if (outcomes[order[k] ?? 0] === 1) {
        rankSum += rank;
        positives++;
      }
    }
    start = end;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return 0.5;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Mean negative log likelihood in nats, predictions kept within 1e-9 of certainty. */
export function logLoss(predicted: Float64Array, outcomes: Uint8Array): number {
  let sum = 0;
  predicted.forEach((p, index) => {
    sum -= Math.log(Math.max(1e-9, outcomes[index] === 1 ? p : 1 - p));
  });
  return predicted.length === 0 ? 0 : sum / predicted.length;
}

/** Expected calibration error over equal-width bins (Naeini et al. 2015). */
export function calibrationError(
  predicted: Float64Array,
  outcomes: Uint8Array,
  binCount = 15,
): number {
  const sums = new Float64Array(binCount);
  predicted.forEach((p, index) => {
    const bin = Math.min(binCount - 1, Math.floor(p * binCount));
    sums[bin] = (sums[bin] ?? 0) + p - (outcomes[index] ?? 0);
  });
  let total = 0;
  for (const sum of sums) total += Math.abs(sum);
  return predicted.length === 0 ? 0 : total / predicted.length;
}

/** Root mean square of predicted minus observed over equal-width bins, weighted by their size. */
export function rootMeanSquareOverBins(
  predicted: Float64Array,
  outcomes: Uint8Array,
  binCount = 20,
): number {
  const gaps = new Float64Array(binCount);
  const sizes = new Float64Array(binCount);
  predicted.forEach((p, index) => {
    const bin = Math.min(binCount - 1, Math.floor(p * binCount));
    gaps[bin] = (gaps[bin] ?? 0) + p - (outcomes[index] ?? 0);
    sizes[bin] = (sizes[bin] ?? 0) + 1;
  });
  let sum = 0;
  gaps.forEach((gap, bin) => {
    const size = sizes[bin] ?? 0;
    if (size > 0) sum += (gap * gap) / size;
  });
  return predicted.length === 0 ? 0 : Math.sqrt(sum / predicted.length);
}
