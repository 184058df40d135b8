import type { AttemptResult } from "@byteos/usecases/attempt/describe-attempt";
import type { Hint } from "@byteos/usecases/attempt/request-hint";

const timeoutMs = 15_000;

async function ask<T>(path: string, body: unknown): Promise<T | null> {
  try {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      signal: AbortSignal.timeout(timeoutMs),
    });
    // safe because the route answers with this use case's result
    return response.ok ? ((await response.json()) as T) : null;
  } catch {
    return null;
  }
}

/** Null when it could not be had: no connection, or the session has ended. */
export function fetchHint(request: {
  courseId: string;
  blockId: string;
  number: number;
}): Promise<Hint | null> {
  return ask<Hint>("/api/hints", request);
}

export function fetchAnswer(request: {
  courseId: string;
  blockId: string;
}): Promise<AttemptResult | null> {
  return ask<AttemptResult>("/api/attempts/reveal", request);
}
