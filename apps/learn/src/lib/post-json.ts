const timeoutMs = 15_000;

/** Asks one of this app's own routes; null when it could not: no connection, refused, or the session has ended. */
export async function postJson<T>(path: string, body: unknown): Promise<T | null> {
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
