import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

/** Anything that answers requests. */
export type HttpApp = Pick<Hono, "fetch">;

const longestRequestMs = 60 * 60_000;
const drainTimeoutMs = 3_000;

export interface HttpServer {
  stop(): Promise<void>;
}

/** Takes over the connection of a request that asks for another protocol. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * Listens and answers with the app; `stop` lets running requests end for a moment, then cuts them.
 * Upgraded connections are the handler's to end, before `stop`.
 */
export function startHttpServer(
  app: HttpApp,
  host: string,
  port: number,
  upgrade?: UpgradeHandler,
): Promise<HttpServer> {
  return new Promise((resolve, reject) => {
    const server = serve({
      fetch: app.fetch,
      hostname: host,
      port,
      overrideGlobalObjects: false,
      // Node itself reads away what a refused upload still sends, and keeps the connection.
      autoCleanupIncoming: false,
    }) as Server;
    server.requestTimeout = longestRequestMs;
    server.headersTimeout = 20_000;
    if (upgrade) server.on("upgrade", upgrade);
    server.once("error", reject);
    server.once("listening", () => resolve({ stop: () => stopServer(server) }));
  });
}

function stopServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), drainTimeoutMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
