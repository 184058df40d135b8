export interface NumberSeen {
  readonly text: string;
  /** What is counted, in the singular; empty for a bare number. */
  readonly unit: string;
  /** The unit as written, with the space before it. */
  readonly suffix: string;
}

const pattern =
  /(?<![\p{L}\d.,/–-])([$€£]?\d{1,3}(?:,\d{3})+|[$€£]?\d+(?:\.\d+)?)(%| ?percent| (?:million|billion)| (?:business |working )?(?:hours?|days?|weeks?|months?|years?|minutes?|seconds?|lines?|words?|characters?|bits?|bytes?|people|times))?(?![\d/–-]|\.\d|[\p{L}])/gu;

/** Figures with what they count, as written. Ranges, dates, versions and fractions are left alone. */
export function findNumbers(text: string): NumberSeen[] {
  if (!/\d/.test(text)) return [];
  return [...text.matchAll(pattern)].map((found) => ({
    text: found[1] ?? "",
    unit: (found[2] ?? "").trim().replace(/s$/, ""),
    suffix: found[2] ?? "",
  }));
}
