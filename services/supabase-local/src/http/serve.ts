import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import type { Hono } from "hono";

const drainTimeoutMs = 3_000;

export interface HttpServer {
  stop(): Promise<void>;
}

/** Listens and answers with the app; `stop` lets running requests end for a moment, then cuts them. */
export function startHttpServer(app: Hono, host: string, port: number): Promise<HttpServer> {
  return new Promise((resolve, reject) => {
    const server = serve({
      fetch: app.fetch,
      hostname: host,
      port,
      overrideGlobalObjects: false,
    }) as Server;
    server.requestTimeout = 0;
    server.headersTimeout = 20_000;
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
