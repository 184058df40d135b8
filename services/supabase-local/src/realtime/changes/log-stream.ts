import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { decodeLogMessage, fromDate, type LogMessage } from "./pgoutput.ts";

export interface LogStreamOptions {
  /** Of a role that may replicate. */
  databaseUrl: string;
  /** What is published reaches the stream; other tables do not leave the database. */
  publications: string[];
  /** Called with what has come, in its order; what comes later waits for it. Must not throw. */
  onMessages: (messages: LogMessage[]) => Promise<void> | void;
  /** The stream is over, by whatever end, and not because `close` was called. */
  onEnd: (error: Error | null) => void;
}

export interface LogStream {
  close(): Promise<void>;
}

const confirmEveryMs = 5_000;
/** Messages that wait here before Postgres is asked to wait. */
const highWater = 2_000;
const lowWater = 500;
/** Messages that are handed on together, of about so many bytes at most. */
const mostTogether = 256;
const bytesTogether = 1_024 * 1_024;
const codes = { data: 0x77, keepAlive: 0x6b, status: 0x72, copyData: 0x64 } as const;

/**
 * Streams what is committed from now on, in the order of commits, through logical replication. The slot is
 * temporary: it goes with the connection, and so never makes Postgres keep its log for a reader that is gone.
 */
export async function openLogStream(options: LogStreamOptions): Promise<LogStream> {
  const slot = `supabase_local_${randomBytes(6).toString("hex")}`;
  const config = {
    connectionString: options.databaseUrl,
    application_name: "supabase-local realtime",
    keepAlive: true,
    replication: "database",
  };
  const client = new Client(config);
  let isClosing = false;
  let failure: Error | null = null;
  client.on("error", (error) => (failure = error));
  await client.connect();

  const { stream } = client.connection;
  const waiting: Buffer[] = [];
  let isHandling = false;
  let seen = 0n;
  let handled = 0n;

  const confirm = () => {
    const body = Buffer.alloc(34);
    body.writeUInt8(codes.status, 0);
    for (const offset of [1, 9, 17]) body.writeBigUInt64BE(handled, offset);
    body.writeBigInt64BE(fromDate(new Date()), 25);
    const header = Buffer.alloc(5);
    header.writeUInt8(codes.copyData, 0);
    header.writeUInt32BE(body.length + 4, 1);
    stream.write(Buffer.concat([header, body]));
  };
  const handleWaiting = async () => {
    isHandling = true;
    while (waiting.length > 0 && !isClosing) {
      const chunks = takeTogether(waiting);
      if (waiting.length <= lowWater && stream.isPaused()) stream.resume();
      await options.onMessages(chunks.map(decodeLogMessage));
    }
    isHandling = false;
    handled = seen;
  };
  client.connection.on("copyData", ({ chunk }: { chunk: Buffer }) => {
    if (chunk[0] === codes.keepAlive) {
      seen = maximum(seen, chunk.readBigUInt64BE(1));
      if (!isHandling) handled = seen;
      if (chunk[17] === 1) confirm();
      return;
    }
    if (chunk[0] !== codes.data) return;
    seen = maximum(seen, chunk.readBigUInt64BE(9));
    // The parser of the connection uses its memory again.
    waiting.push(Buffer.from(chunk.subarray(25)));
    if (waiting.length > highWater) stream.pause();
    if (!isHandling) handleWaiting().catch((error: unknown) => stream.destroy(toError(error)));
  });
  const timer = setInterval(confirm, confirmEveryMs);
  timer.unref();
  const ended = new Promise<void>((resolve) => client.once("end", resolve));
  void ended.then(() => {
    clearInterval(timer);
    if (!isClosing) options.onEnd(failure);
  });
  const close = async () => {
    isClosing = true;
    clearInterval(timer);
    // The command to stream never ends of itself, so the connection is cut.
    stream.destroy();
    await ended;
  };
  try {
    await client.query(
      `CREATE_REPLICATION_SLOT ${slot} TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT`,
    );
    const started = new Promise<void>((resolve, reject) => {
      client.connection.once("replicationStart", resolve);
      void ended.then(() => reject(failure ?? new Error("The stream of changes ended.")));
      const names = options.publications.join(",");
      client
        .query(
          `START_REPLICATION SLOT ${slot} LOGICAL 0/0 (proto_version '1', publication_names '${names}')`,
        )
        .catch((error: unknown) => reject(toError(error)));
    });
    await started;
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}

function takeTogether(waiting: Buffer[]): Buffer[] {
  let bytes = 0;
  const end = waiting.findIndex((chunk, index) => {
    bytes += chunk.length;
    return index >= mostTogether || (index > 0 && bytes > bytesTogether);
  });
  return waiting.splice(0, end < 0 ? waiting.length : end);
}

function maximum(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
