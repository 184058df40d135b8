import type { CallerRole } from "../caller-role.ts";

/** Who asks, in one request of a resumable upload. */
export interface ResumableSession {
  /** Null when a link permits the upload. */
  caller: CallerRole | null;
  /** Token of that link. */
  signature: string | null;
  subject: string | null;
  isUpsert: boolean;
  /** The upload that this request may touch, once that has been found. */
  authorizedId: string | null;
}
