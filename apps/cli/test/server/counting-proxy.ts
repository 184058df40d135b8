import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A wire to a server that counts what goes up, and can be cut. */
export async function openWire(target: string) {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let sentBytes = 0;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on("data", (part) => (sentBytes += part.length));
    near.pipe(far).pipe(near);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const bound = typeof address === "object" && address !== null ? address.port : 0;
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${bound}`,
    sentBytes: () => sentBytes,
    cut,
    close: () => {
      cut();
      server.close();
    },
  };
}
