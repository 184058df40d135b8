import { spawn } from "node:child_process";
import { hostname, userInfo } from "node:os";
import { AppError } from "@byteos/contracts/errors";
import { askServer, type Server } from "@byteos/integrations/forge/remote/http-api";
import { z } from "zod";
import type { Invocation } from "../command.ts";
import { readSettings } from "../env.ts";
import { exitCode, type ExitCode } from "../exit-codes.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { openServer } from "./connection.ts";
import { findServer, forgetLogin, keepLogin, readLogins } from "./credentials.ts";

const Started = z.object({
  deviceCode: z.string(),
  userCode: z.string(),
  verificationUrl: z.url({ protocol: /^https?$/ }),
  expiresInSecs: z.number(),
  intervalSecs: z.number(),
});
const Polled = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["pending", "slow-down", "denied"]) }),
  z.object({ kind: z.literal("approved"), token: z.string() }),
]);
const Account = z.object({
  email: z.string(),
  organisation: z.object({ slug: z.string(), name: z.string() }),
});

/** Keeps a token for a server, which is piped in or given out when somebody agrees in the browser. */
export async function signIn({ operands, has, terminal }: Invocation): Promise<ExitCode> {
  const settings = readSettings();
  const url = findServer(settings, operands[0]);
  const server = { ...openServer(url, settings, terminal), token: null };
  const token = has("with-token")
    ? await terminal.readInput()
    : await askInBrowser(server, terminal);
  if (token === "") {
    throw new AppError("validation", "cli.no-token", "No token was piped in.", {
      suggestion: "byteos login --with-token < token.txt",
    });
  }
  const { email, organisation } = await askServer(
    { ...server, token },
    "/api/forge/session",
    Account,
  );
  keepLogin(settings, { url, token, email, organisation: organisation.slug });
  terminal.result({ server: url, email, organisation: organisation.slug }, [
    `Signed in to ${url} as ${email}, in ${organisation.name}.`,
    `Its repositories are called ${organisation.slug}/NAME.`,
  ]);
  return exitCode.done;
}

async function askInBrowser(server: Server, terminal: Terminal): Promise<string> {
  const deviceName = `${userInfo().username} on ${hostname()}`.slice(0, 100);
  const begin = { method: "POST", body: { deviceName } } as const;
  const started = await askServer(server, "/api/forge/device", Started, begin);
  const page = new URL(started.verificationUrl);
  page.searchParams.set("code", started.userCode);
  terminal.say(`Open ${page.href} and let ${started.userCode} in.`);
  if (terminal.isShown) openBrowser(page.href);
  const body = { deviceCode: started.deviceCode };
  let waitSecs = started.intervalSecs;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, waitSecs * 1000));
    const answer = await askServer(server, "/api/forge/device/token", Polled, {
      method: "POST",
      body,
    });
    if (answer.kind === "approved") return answer.token;
    if (answer.kind === "denied") {
      throw new AppError("forbidden", "cli.login-denied", "You were turned away in the browser.");
    }
    if (answer.kind === "slow-down") waitSecs += started.intervalSecs;
  }
}

/** Best effort: the address is on the screen in any case. */
function openBrowser(url: string): void {
  const [command, ...before] =
    process.platform === "darwin"
      ? ["open"]
      : process.platform === "win32"
        ? ["rundll32", "url.dll,FileProtocolHandler"]
        : ["xdg-open"];
  if (command === undefined) return;
  const child = spawn(command, [...before, url], { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}

/** Forgets the token for a server and ends it there. */
export async function signOut({ operands, terminal }: Invocation): Promise<ExitCode> {
  const settings = readSettings();
  const url = findServer(settings, operands[0]);
  const login = readLogins(settings).find((kept) => kept.url === url);
  if (login === undefined) {
    throw new AppError("not_found", "cli.not-signed-in", `You are not signed in to ${url}.`);
  }
  forgetLogin(settings, url);
  const server = { ...openServer(url, settings, terminal), token: login.token };
  const isEnded = await askServer(server, "/api/forge/session", z.unknown(), {
    method: "DELETE",
  }).then(
    () => true,
    () => false,
  );
  if (!isEnded) terminal.note("The server did not answer: revoke the token in Studio.");
  terminal.result({ server: url, isEnded }, [`Signed out of ${url}.`]);
  return exitCode.done;
}
