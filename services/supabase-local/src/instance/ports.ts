import { createServer } from "node:net";

/** Throws a message that says what to do when another program listens there. */
export async function requireFreePort(host: string, port: number, purpose: string): Promise<void> {
  const error = await tryListening(host, port);
  if (error === null) return;
  if (error.code === "EADDRINUSE") {
    throw new Error(
      `Port ${port} on ${host}, needed for ${purpose}, is taken by another program. ` +
        "Stop that program, or set BYTEOS_PORT_OFFSET (a number added to every port).",
    );
  }
  throw new Error(`Cannot listen on ${host}:${port} for ${purpose}: ${error.message}`, {
    cause: error,
  });
}

function tryListening(host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve(error));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(null)));
  });
}
