import type { LearningEventInput } from "@byteos/contracts/learning-event";
import type { SubmitAttemptInput, SubmittedAttempt } from "@byteos/usecases/attempt/submit-attempt";
import type { IngestResult } from "@byteos/usecases/event/ingest-events";

/** How a request ended, as far as the outbox cares. */
export type Sent<T> =
  | { readonly outcome: "done"; readonly value: T }
  /** No connection, or the server is restarting or busy: send again later. */
  | { readonly outcome: "later"; readonly afterMs?: number }
  /** The session has ended: nothing can be sent until the learner signs in again. */
  | { readonly outcome: "signed-out" }
  /** The server will never take it. */
  | { readonly outcome: "refused"; readonly code: string };

export interface OutboxTransport {
  sendEvents(
    events: readonly LearningEventInput[],
    options?: { keepAlive?: boolean },
  ): Promise<Sent<IngestResult>>;
  sendAttempt(attempt: SubmitAttemptInput): Promise<Sent<SubmittedAttempt>>;
}

const timeoutMs = 20_000;

async function post<T>(path: string, body: unknown, keepAlive = false): Promise<Sent<T>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      keepalive: keepAlive,
      ...(keepAlive ? {} : { signal: AbortSignal.timeout(timeoutMs) }),
    });
  } catch {
    return { outcome: "later" };
  }
  if (response.status === 401) return { outcome: "signed-out" };
  if (response.status === 429 || response.status >= 500 || response.status === 408) {
    const seconds = Number(response.headers.get("retry-after"));
    return seconds > 0 ? { outcome: "later", afterMs: seconds * 1000 } : { outcome: "later" };
  }
  try {
    const value: unknown = await response.json();
    if (response.ok) {
      // safe because the route answers with this use case's result
      return { outcome: "done", value: value as T };
    }
    const code = (value as { error?: { code?: unknown } } | null)?.error?.code;
    return { outcome: "refused", code: typeof code === "string" ? code : "request.refused" };
  } catch {
    return { outcome: "later" };
  }
}

export const httpTransport: OutboxTransport = {
  sendEvents: (events, { keepAlive = false } = {}) =>
    post("/api/events", { events, deviceTime: new Date().toISOString() }, keepAlive),
  sendAttempt: (attempt) => post("/api/attempts", attempt),
};
