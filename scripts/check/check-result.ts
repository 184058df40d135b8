export type CheckResult = {
  status: "passed" | "failed" | "skipped";
  /** A few words for the table: figures when it passed, the reason when it was skipped. */
  detail: string;
  /** Printed in full when the check failed. */
  output: string;
  /** For checks that run many tests; the others count as one. */
  counts?: { passed: number; failed: number };
};
