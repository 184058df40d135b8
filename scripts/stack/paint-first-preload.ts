// Preloaded into the apps: documents go out so that they paint before their scripts are fetched.
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { StringDecoder } from "node:string_decoder";
import { constants, createGzip, type Gzip } from "node:zlib";
import { PaintFirst } from "./paint-first.ts";

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

subscribe("http.server.request.start", (message) => {
  // safe because this is what Node documents for the channel.
  const { request, response } = message as Exchange;
  const { accept = "", "accept-encoding": encodings = "", rsc } = request.headers;
  if (request.method !== "GET" || rsc !== undefined || !accept.includes("text/html")) return;
  // Next.js must not compress what is still to be rewritten.
  delete request.headers["accept-encoding"];
  DocumentAnswer.stand(response, /\bgzip\b/.test(encodings));
});

/** Stands between Next.js and the socket for one document. Anything but HTML passes as it is. */
class DocumentAnswer {
  readonly #response: ServerResponse;
  readonly #canGzip: boolean;
  readonly #decoder = new StringDecoder("utf8");
  readonly #pages = new PaintFirst();
  readonly #write: ServerResponse["write"];
  readonly #end: ServerResponse["end"];
  #isHtml: boolean | null = null;
  #gzip: Gzip | null = null;

  static stand(response: ServerResponse, canGzip: boolean): DocumentAnswer {
    return new DocumentAnswer(response, canGzip);
  }

  private constructor(response: ServerResponse, canGzip: boolean) {
    this.#response = response;
    this.#canGzip = canGzip;
    this.#write = response.write.bind(response);
    this.#end = response.end.bind(response);
    const writeHead = response.writeHead.bind(response);
    response.writeHead = (status: number, ...parts: unknown[]) => {
      const head = parts.find((part) => typeof part === "object");
      for (const [name, value] of listHeaders(head)) response.setHeader(name, value);
      response.statusCode = status;
      this.#decide();
      return writeHead(status);
    };
    response.write = (chunk: unknown, ...rest: unknown[]) => {
      const isWritten = this.#send(chunk);
      for (const each of rest) if (typeof each === "function") each();
      return isWritten;
    };
    response.end = (...parts: unknown[]) => {
      const [chunk] = parts;
      if (chunk !== undefined && chunk !== null && typeof chunk !== "function") this.#send(chunk);
      this.#finish(parts.findLast((part) => typeof part === "function"));
      return response;
    };
  }

  #decide(): boolean {
    if (this.#isHtml !== null) return this.#isHtml;
    const response = this.#response;
    const type = String(response.getHeader("content-type") ?? "");
    const hasBody = response.statusCode !== 204 && response.statusCode !== 304;
    this.#isHtml = hasBody && type.includes("text/html") && !response.headersSent;
    if (!this.#isHtml) return false;
    response.removeHeader("content-length");
    if (this.#canGzip) {
      response.setHeader("content-encoding", "gzip");
      response.appendHeader("vary", "accept-encoding");
      this.#gzip = createGzip();
      this.#gzip.on("data", (bytes: Buffer) => void this.#write(bytes));
    }
    return true;
  }

  #send(chunk: unknown): boolean {
    const isHtml = this.#decide();
    if (!isHtml) return this.#write(chunk);
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : Buffer.from(asBytes(chunk));
    return this.#pass(this.#pages.push(this.#decoder.write(bytes)));
  }

  #pass(text: string): boolean {
    if (text === "") return true;
    if (this.#gzip === null) return this.#write(text);
    this.#gzip.write(text);
    this.#gzip.flush(constants.Z_SYNC_FLUSH);
    // Whoever writes waits for the response to drain, which knows nothing of what is in the compressor.
    return !this.#response.writableNeedDrain;
  }

  #finish(done: unknown): void {
    const close = () => (typeof done === "function" ? this.#end(() => done()) : this.#end());
    if (!this.#decide()) {
      close();
      return;
    }
    this.#pass(this.#pages.push(this.#decoder.end()) + this.#pages.end());
    if (this.#gzip === null) close();
    else this.#gzip.on("end", close).end();
  }
}

/** What `writeHead` is given: an object, or names and values by turns. */
function listHeaders(head: unknown): [string, string | string[]][] {
  const pairs = Array.isArray(head)
    ? head.flatMap((name, at) => (at % 2 === 0 ? [[name, head[at + 1]]] : []))
    : Object.entries(head ?? {});
  return pairs.flatMap(([name, value]) =>
    value === undefined
      ? []
      : [[String(name), Array.isArray(value) ? value.map(String) : String(value)]],
  );
}

function asBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  throw new TypeError("A document is written as text or bytes");
}
