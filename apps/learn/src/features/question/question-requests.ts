import type { AttemptResult } from "@byteos/usecases/attempt/describe-attempt";
import type { Hint } from "@byteos/usecases/attempt/request-hint";
import type { SubmitAttemptInput, SubmittedAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { postJson } from "../../lib/post-json.ts";

/** Null when it could not be had: no connection, or the session has ended. */
export function fetchHint(request: {
  courseId: string;
  blockId: string;
  number: number;
}): Promise<Hint | null> {
  return postJson<Hint>("/api/hints", request);
}

export function fetchAnswer(request: {
  courseId: string;
  blockId: string;
}): Promise<AttemptResult | null> {
  return postJson<AttemptResult>("/api/attempts/reveal", request);
}

/** For questions outside a lesson, which are not kept on the device: without a connection there is no next one. */
export function sendAttempt(attempt: SubmitAttemptInput): Promise<SubmittedAttempt | null> {
  return postJson<SubmittedAttempt>("/api/attempts", attempt);
}
