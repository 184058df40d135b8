/** The request did not get through, or something between us and the server failed: worth trying again. */
export class OfflineError extends Error {}
/** The session is over: worth trying again after signing in. */
export class SignedOutError extends Error {}
/** The server understood and said no; `message` is written for people. */
export class RefusedError extends Error {
  readonly code: string;
  readonly requestId: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(
    code: string,
    message: string,
    requestId: string | undefined,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.code = code;
    this.requestId = requestId;
    this.details = details;
  }
}

interface ErrorBody {
  error?: {
    code?: string;
    message?: string;
    suggestion?: string;
    requestId?: string;
    details?: Readonly<Record<string, unknown>>;
  };
}

const passing = new Set([408, 425, 502, 503, 504]);

async function refusal(response: Response): Promise<RefusedError> {
  let body: ErrorBody = {};
  try {
    body = (await response.json()) as ErrorBody;
  } catch {
    // Not ours: a proxy's page. The status says enough.
  }
  const { code = "internal", message = "This could not be done.", suggestion } = body.error ?? {};
  const words = suggestion === undefined ? message : `${message} ${suggestion}`;
  const requestId = body.error?.requestId ?? response.headers.get("x-request-id") ?? undefined;
  return new RefusedError(code, words, requestId, body.error?.details);
}

export interface ApiRequest {
  method?: "GET" | "POST" | "PUT" | "PATCH";
  body?: unknown;
  signal?: AbortSignal;
  /** Lets the request outlive the page; the browser allows 64 kB of such bodies. */
  keepalive?: boolean;
}

/** Talks JSON with our own routes. Throws OfflineError, SignedOutError or RefusedError. */
export async function callApi<T>(path: string, request: ApiRequest = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: request.method ?? "GET",
      cache: "no-store",
      ...(request.body === undefined
        ? {}
        : { body: JSON.stringify(request.body), headers: { "content-type": "application/json" } }),
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      ...(request.keepalive === undefined ? {} : { keepalive: request.keepalive }),
    });
  } catch (cause) {
    if (request.signal?.aborted === true) throw cause;
    throw new OfflineError("The server cannot be reached", { cause });
  }
  if (response.status === 401) throw new SignedOutError("Signed out");
  if (passing.has(response.status)) throw new OfflineError("The server is not answering");
  if (!response.ok) throw await refusal(response);
  return (await response.json()) as T;
}
