import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import type { BenchInstance } from "./start-instance.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

export interface StorageAnswer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

interface StorageRequest {
  method: string;
  path: string;
  headers?: Record<string, string | number>;
  /** Sent piece by piece, each once the connection has taken the one before. */
  body?: Iterable<Buffer>;
  /** Called after each piece; after a kill the rest is not sent. */
  onSent?: (sentBytes: number) => Promise<void>;
  /** Takes the answer's body as it comes, instead of its being kept. */
  onData?: (chunk: Buffer) => void;
}

/** Asks the storage service by the plain HTTP client, which costs the measuring side less than others. */
export async function askStorage(
  { url, secretKey }: BenchInstance,
  { method, path, headers = {}, body = [], onSent, onData }: StorageRequest,
): Promise<StorageAnswer> {
  const sent = request(`${url}/storage/v1/${path}`, {
    method,
    agent,
    headers: { apikey: secretKey, "tus-resumable": "1.0.0", ...headers },
  });
  const answered = new Promise<StorageAnswer>((resolve, reject) => {
    sent.on("error", reject);
    sent.on("response", (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => (onData ? onData(chunk) : chunks.push(chunk)));
      answer.on("error", reject);
      answer.on("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: Buffer.concat(chunks),
        }),
      );
    });
  });
  // Seen below; without this a kill would be an unhandled rejection while a piece is being sent.
  answered.catch(() => {});
  let sentBytes = 0;
  for (const piece of body) {
    if (!sent.write(piece)) await Promise.race([once(sent, "drain"), answered]);
    sentBytes += piece.length;
    await onSent?.(sentBytes);
  }
  sent.end();
  return answered;
}

/** Throws unless the status is the one expected. */
export async function expectStatus(
  answer: Promise<StorageAnswer>,
  status: number,
): Promise<StorageAnswer> {
  const got = await answer;
  if (got.status !== status) {
    throw new Error(`Storage answered ${got.status}: ${got.body.toString("utf8").slice(0, 200)}`);
  }
  return got;
}
