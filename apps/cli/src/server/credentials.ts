import { chmodSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { isIPv4 } from "node:net";
import { join } from "node:path";
import { AppError } from "@byteos/contracts/errors";
import { replaceFile } from "@byteos/integrations/forge/durable-write";
import { z } from "zod";
import type { Settings } from "../env.ts";

/** Nobody but its owner reads it. */
const privateMode = 0o600;

const Credentials = z.object({
  version: z.literal(1),
  servers: z.array(
    z.object({
      url: z.url({ protocol: /^https?$/ }),
      token: z.string().min(1),
      email: z.string(),
      organisation: z.string(),
    }),
  ),
});
type Credentials = z.infer<typeof Credentials>;
export type Login = Credentials["servers"][number];

const none: Credentials = { version: 1, servers: [] };

/** The servers that this account of the machine is signed in to; the last one first. */
export function readLogins(settings: Settings): readonly Login[] {
  const path = credentialsPath(settings);
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  // Copied about or restored from elsewhere, it may have become readable by others.
  if ((stat.mode & 0o077) !== 0) chmodSync(path, privateMode);
  try {
    return Credentials.parse(JSON.parse(readFileSync(path, "utf8"))).servers;
  } catch (cause) {
    throw new AppError("precondition", "cli.bad-credentials", `${path} cannot be read.`, {
      cause,
      suggestion: "Delete it, and sign in again: byteos login",
    });
  }
}

export function keepLogin(settings: Settings, login: Login): void {
  const others = readLogins(settings).filter(({ url }) => url !== login.url);
  write(settings, { ...none, servers: [login, ...others] });
}

export function forgetLogin(settings: Settings, url: string): void {
  write(settings, { ...none, servers: readLogins(settings).filter((login) => login.url !== url) });
}

function write(settings: Settings, credentials: Credentials): void {
  mkdirSync(settings.configFolder, { recursive: true, mode: 0o700 });
  const text = `${JSON.stringify(credentials, null, 2)}\n`;
  replaceFile(credentialsPath(settings), text, privateMode);
}

function credentialsPath({ configFolder }: Settings): string {
  return join(configFolder, "credentials.json");
}

/** Which server is meant: the one named, the usual one, or the one signed in to last. */
export function findServer(settings: Settings, named: string | undefined): string {
  const typed = named ?? settings.server ?? readLogins(settings)[0]?.url;
  if (typed === undefined) {
    throw new AppError("precondition", "cli.no-server", "No server is known here.", {
      suggestion: "Sign in to one first: byteos login https://studio.example.org",
    });
  }
  return parseServer(typed);
}

/** Without a path, and with https unless it is this machine. */
export function parseServer(typed: string): string {
  const url = URL.parse(typed.includes("://") ? typed : `https://${typed}`);
  const isHttp = url?.protocol === "http:";
  if (url === null || (!isHttp && url.protocol !== "https:")) {
    throw new AppError("validation", "cli.bad-server", `"${typed}" is no address of a server.`, {
      suggestion: "Write it as https://studio.example.org",
    });
  }
  if (isHttp && !isThisMachine(url.hostname)) {
    throw new AppError("validation", "cli.open-connection", "A token is not sent without https.", {
      suggestion: `Use https://${url.host}`,
    });
  }
  return url.origin;
}

function isThisMachine(host: string): boolean {
  return host === "localhost" || host === "[::1]" || (isIPv4(host) && host.startsWith("127."));
}

/** The token for a server; null when there is none. */
export function findToken(settings: Settings, server: string): string | null {
  if (settings.token !== undefined) return settings.token;
  return readLogins(settings).find(({ url }) => url === server)?.token ?? null;
}
