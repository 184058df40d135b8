import type { LearningEventInput } from "@byteos/contracts/learning-event";
import type { SubmitAttemptInput } from "@byteos/usecases/attempt/submit-attempt";

/** Something a learner did that the server has not yet confirmed. */
export type OutboxEntry =
  | { readonly kind: "event"; readonly event: LearningEventInput }
  | { readonly kind: "attempt"; readonly attempt: SubmitAttemptInput };

export interface StoredEntry {
  /** Grows with each entry of one device. */
  readonly key: number;
  readonly entry: OutboxEntry;
}

/** A random UUID, also where the page has no secure context. */
export function makeClientId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
