/** An answer that a service of this API gives on purpose. `body` is sent as it is. */
export class HttpAnswer extends Error {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(status: number, body: Record<string, unknown>, headers: Record<string, string> = {}) {
    super(`HTTP ${status}`);
    this.name = "HttpAnswer";
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}
