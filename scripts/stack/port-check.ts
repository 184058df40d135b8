import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { findProcess } from "./process-table.ts";

export type TakenPort = { port: number; owner: string | null };

const passingMs = 6_000;

/**
 * Ports that nothing can listen on. Our own may lie where the system takes numbers for outgoing
 * connections; one of those passes, so a port without a listener is tried again for 6 s.
 */
export async function findTakenPorts(ports: readonly number[], host: string): Promise<TakenPort[]> {
  const deadline = Date.now() + passingMs;
  let taken = await tryPorts(ports, host);
  while (taken.length > 0 && taken.every(({ owner }) => owner === null) && Date.now() < deadline) {
    await sleep(250);
    taken = await tryPorts(ports, host);
  }
  return taken;
}

async function tryPorts(ports: readonly number[], host: string): Promise<TakenPort[]> {
  const hosts = [...new Set([host, "127.0.0.1", "::1"])];
  const checks = ports.map(async (port): Promise<TakenPort | null> => {
    for (const address of hosts) {
      if (!(await canListen(port, address))) return { port, owner: findOwner(port) };
    }
    return null;
  });
  return (await Promise.all(checks)).filter((taken) => taken !== null);
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code !== "EADDRINUSE"));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The process that listens, where the system lets us see it; another user's stays unnamed. */
function findOwner(port: number): string | null {
  try {
    const pid = process.platform === "linux" ? findPidInProc(port) : findPidWithLsof(port);
    if (pid === null) return null;
    const command = findProcess(pid)?.command ?? "a process";
    return `${command.length > 80 ? `${command.slice(0, 79)}…` : command} (pid ${pid})`;
  } catch {
    return null;
  }
}

const tcpListen = "0A";

function findPidInProc(port: number): number | null {
  const inodes = new Set<string>();
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    for (const line of readFileSync(table, "utf8").split("\n").slice(1)) {
      const fields = line.trim().split(/\s+/);
      const localPort = Number.parseInt(fields[1]?.split(":").at(-1) ?? "", 16);
      if (localPort === port && fields[3] === tcpListen) inodes.add(`socket:[${fields[9]}]`);
    }
  }
  if (inodes.size === 0) return null;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    if (openFiles(pid).some((file) => inodes.has(file))) return Number(pid);
  }
  return null;
}

function openFiles(pid: string): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => readLinkOrEmpty(`/proc/${pid}/fd/${fd}`));
  } catch {
    return [];
  }
}

function readLinkOrEmpty(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return "";
  }
}

function findPidWithLsof(port: number): number | null {
  const text = execFileSync("lsof", ["-nP", `-iTCP:${port}`, "-sTCP:LISTEN", "-t"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const pid = Number(text.split("\n")[0]);
  return pid > 0 ? pid : null;
}
