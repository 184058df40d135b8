import type { Hono } from "hono";
import { createSocketAcceptor, type SocketAcceptor } from "./accept-sockets.ts";
import { createRealtimeApi } from "./create-realtime-api.ts";
import {
  createRealtimeServices,
  keepMessagesFresh,
  type RealtimeSetup,
} from "./create-realtime-services.ts";

export interface RunningRealtime {
  /** The `/realtime/v1` part that is plain HTTP. */
  app: Hono;
  /** To be stopped before the HTTP server, which would wait for them. */
  sockets: SocketAcceptor;
  stop(): Promise<void>;
}

export function startRealtime(setup: RealtimeSetup): RunningRealtime {
  const services = createRealtimeServices(setup);
  const stopSweeping = keepMessagesFresh(services);
  return {
    app: createRealtimeApi(services),
    sockets: createSocketAcceptor(services),
    stop: async () => {
      stopSweeping();
      await services.changes.stop();
    },
  };
}
