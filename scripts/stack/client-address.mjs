// Preloaded into the apps. Nothing stands in front of them, and Next.js believes an x-forwarded-for that
// the client wrote itself: the connection's own address takes its place, so that limits cannot be dodged.
import { subscribe } from "node:diagnostics_channel";

if (!process.env["BYTEOS_BEHIND_PROXY"]) {
  subscribe("http.server.request.start", (message) => {
    const { request } = /** @type {{ request: import("node:http").IncomingMessage }} */ (message);
    const address = request.socket.remoteAddress?.replace(/^::ffff:/, "");
    if (address === undefined) delete request.headers["x-forwarded-for"];
    else request.headers["x-forwarded-for"] = address;
  });
}
