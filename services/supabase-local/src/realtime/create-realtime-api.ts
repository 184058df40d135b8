import { Hono } from "hono";
import type { RealtimeServices } from "./realtime-services.ts";
import { addBroadcastRoutes } from "./routes/broadcasts.ts";

/** The `/realtime/v1` part that is plain HTTP; the sockets come through `createSocketAcceptor`. */
export function createRealtimeApi(services: RealtimeServices): Hono {
  const app = new Hono();
  addBroadcastRoutes(app, services);
  app.get("/websocket", (context) =>
    context.json({ message: "This address answers websockets" }, 426, { upgrade: "websocket" }),
  );
  return app;
}
