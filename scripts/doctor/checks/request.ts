const timeoutMs = 10_000;

/** The answer, or null when there is none: no such host, nobody listens, no time left. */
export function request(url: string, init: RequestInit = {}): Promise<Response | null> {
  return fetch(url, { redirect: "manual", signal: AbortSignal.timeout(timeoutMs), ...init }).catch(
    () => null,
  );
}
