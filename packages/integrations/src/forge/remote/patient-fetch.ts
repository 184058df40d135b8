import { AppError } from "@byteos/contracts/errors";

const attempts = 6;
const firstWaitMs = 250;

export interface PatientOptions {
  /** Taken before each attempt, as a body is used up by one. */
  readonly request: () => RequestInit;
  /** Asked for at most this long each time. */
  readonly timeoutMs: number;
}

/**
 * Asks again, at growing intervals, when the network or the server is away for a moment. Any answer below 500
 * but 408 and 429 is an answer. Throws internal `forge.unreachable` in the end.
 */
export async function patientFetch(
  url: string,
  { request, timeoutMs }: PatientOptions,
): Promise<Response> {
  for (let attempt = 1; ; attempt += 1) {
    const isLast = attempt === attempts;
    let waitMs = firstWaitMs * 2 ** (attempt - 1);
    try {
      const answer = await fetch(url, { ...request(), signal: AbortSignal.timeout(timeoutMs) });
      const mayPass = answer.status >= 500 || answer.status === 408 || answer.status === 429;
      if (!mayPass || isLast) return answer;
      waitMs = Math.max(waitMs, readRetryAfterMs(answer));
      await answer.body?.cancel();
    } catch (error) {
      if (isLast) throw unreachable(url, error);
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs * (0.75 + Math.random() / 2)));
  }
}

export function unreachable(url: string, cause: unknown): AppError {
  return new AppError("internal", "forge.unreachable", `${new URL(url).host} cannot be reached.`, {
    cause,
    suggestion: "Check the network, and try again: what was sent is not sent twice.",
  });
}

/** At most half a minute, whatever the server says. */
function readRetryAfterMs(answer: Response): number {
  const seconds = Number(answer.headers.get("retry-after") ?? 0);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 30) * 1000 : 0;
}
