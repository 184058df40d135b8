export type FindingState = "ok" | "warning" | "failed" | "skipped";

export interface Finding {
  /** Stable, for programs. */
  id: string;
  title: string;
  state: FindingState;
  /** What was found; never a key, a password or an address of a person. */
  detail: string;
  /** What to do; set when something is to be done. */
  mend?: string;
}

/** One thing about the target. */
export interface Check {
  id: string;
  title: string;
  run: () => Promise<Outcome>;
}

export type Outcome = Omit<Finding, "id" | "title">;

export const ok = (detail: string): Outcome => ({ state: "ok", detail });
export const skipped = (detail: string): Outcome => ({ state: "skipped", detail });
export const failed = (detail: string, mend: string): Outcome => ({
  state: "failed",
  detail,
  mend,
});
export const warning = (detail: string, mend: string): Outcome => ({
  state: "warning",
  detail,
  mend,
});
