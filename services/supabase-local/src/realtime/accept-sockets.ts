import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { matchKey } from "../http/caller.ts";
import type { UpgradeHandler } from "../http/serve.ts";
import { Connection } from "./connection.ts";
import { identifyKey, keepOwnHeaders } from "./identity.ts";
import { limits } from "./limits.ts";
import { ProtocolVersion } from "./protocol/message.ts";
import type { RealtimeServices } from "./realtime-services.ts";

const path = "/realtime/v1/websocket";
const stopTimeoutMs = 1_000;

export interface SocketAcceptor {
  /** For the `upgrade` event of the HTTP server. */
  accept: UpgradeHandler;
  /** Asks every client to go, and cuts those that do not. */
  stop(): Promise<void>;
}

/** Turns requests at `/realtime/v1/websocket` that carry a project key into connections. */
export function createSocketAcceptor(services: RealtimeServices): SocketAcceptor {
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: true,
    maxPayload: limits.frameBytes,
    // Compression costs memory and time per socket, and on one machine saves nothing.
    perMessageDeflate: false,
  });
  const connections = new Set<Connection>();
  let isStopping = false;
  return {
    accept(request, socket, head) {
      const refuse = (status: number, reason: string) => refuseUpgrade(socket, status, reason);
      // What Node takes for the target of a request need not be an address.
      const url = URL.parse(request.url ?? "/", "http://localhost");
      if (url?.pathname !== path) return refuse(404, "no Route matched with those values");
      if (isStopping) return refuse(503, "The service is stopping");
      const header = request.headers["apikey"];
      const sent = url.searchParams.get("apikey") ?? (typeof header === "string" ? header : null);
      if (sent === null) return refuse(401, "No API key found in request");
      const key = matchKey(sent, services.keys);
      if (key === null) return refuse(401, "Invalid API key");
      const version = ProtocolVersion.safeParse(url.searchParams.get("vsn") ?? "1.0.0");
      if (!version.success) return refuse(400, "Unknown protocol version");
      if (connections.size >= limits.sockets) return refuse(429, "Too many connected users");
      server.handleUpgrade(request, socket, head, (opened) => {
        const identity = identifyKey(key, keepOwnHeaders(request.headers));
        const connection = new Connection(opened, services, version.data, identity);
        connections.add(connection);
        opened.once("close", () => connections.delete(connection));
      });
    },
    async stop() {
      isStopping = true;
      for (const connection of connections) connection.close();
      const deadline = Date.now() + stopTimeoutMs;
      while (connections.size > 0 && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      for (const client of server.clients) client.terminate();
    },
  };
}

const reasons: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  429: "Too Many Requests",
  503: "Service Unavailable",
};

function refuseUpgrade(socket: Duplex, status: number, message: string): void {
  const body = JSON.stringify({ message });
  socket.on("error", () => socket.destroy());
  // Nobody else knows of this connection: one that its client leaves half open would never end.
  socket.once("finish", () => socket.destroy());
  socket.end(
    [
      `HTTP/1.1 ${status} ${reasons[status] ?? "Error"}`,
      "content-type: application/json",
      `content-length: ${Buffer.byteLength(body)}`,
      "connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}
