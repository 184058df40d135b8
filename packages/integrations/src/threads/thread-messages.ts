import { parentPort } from "node:worker_threads";
import { AppError, isAppError, type ErrorKind } from "@byteos/contracts/errors";

export interface SentError {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly message: string;
  readonly suggestion: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What a thread tells the one that started it. */
export type ThreadMessage<Progress, Result> =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "result"; readonly result: Result }
  | { readonly kind: "refused"; readonly error: SentError }
  | { readonly kind: "broken"; readonly reason: string };

/** An error in a shape that survives the way between threads, which classes do not. */
export function describeFailure(error: unknown): ThreadMessage<never, never> {
  if (!isAppError(error)) {
    return {
      kind: "broken",
      reason: error instanceof Error ? `${error.name}: ${error.message.slice(0, 200)}` : "unknown",
    };
  }
  const { kind, code, message, suggestion, details } = error;
  return { kind: "refused", error: { kind, code, message, suggestion, details } };
}

export function toAppError({ kind, code, message, suggestion, details }: SentError): AppError {
  return new AppError(kind, code, message, {
    details,
    ...(suggestion === undefined ? {} : { suggestion }),
  });
}

export function tellStarter(message: { readonly kind: string }): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin; the rule is for windows
  parentPort?.postMessage(message);
}
