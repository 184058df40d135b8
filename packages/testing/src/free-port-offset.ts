import { createServer } from "node:net";
import { basePorts } from "@byteos/supabase-local/start-supabase-local";

const portsPerInstance = Object.keys(basePorts).length;
// Above the ports that the system hands to outgoing connections, and above the browser tests' stack.
const firstOffset = 7_100;
const slotCount = Math.floor((10_000 - firstOffset) / portsPerInstance);
const stride = 37;

let nextSlot = process.pid * stride;

/**
 * An offset at which no port of the embedded Supabase is taken. Test processes that look at the same
 * time get different ones, because each begins at its own place.
 */
export async function findFreePortOffset(): Promise<number> {
  for (let attempt = 0; attempt < slotCount; attempt += 1) {
    nextSlot += 1;
    const offset = firstOffset + (nextSlot % slotCount) * portsPerInstance;
    const areFree = await Promise.all(
      Object.values(basePorts).map((port) => isPortFree(port + offset)),
    );
    if (areFree.every(Boolean)) return offset;
  }
  throw new Error("No free ports.");
}

function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ host: "127.0.0.1", port, exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}
