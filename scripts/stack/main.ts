import { BuildError } from "./build.ts";
import { followParent } from "./follow-parent.ts";
import { readOptions, StartError, type StackOptions } from "./options.ts";
import { resetStack } from "./reset.ts";
import { reportFailure, runStack, surfaceUrl, type RunningStack } from "./run-stack.ts";
import { createScreen, secondsSince, type Screen } from "./screen.ts";
import { printStatus } from "./status.ts";
import { ServiceFailure } from "./supervisor.ts";

// npm, the shell and the bootstrap each pass the same Ctrl-C on; only a later one is a second one.
const echoMs = 700;

const args = process.argv.slice(2);
const startedAt = performance.now();

try {
  const options = readOptions(args);
  const screen = createScreen(options.isMachineReadable);
  if (args.includes("--reset")) {
    await resetStack(options, screen, { isConfirmed: args.includes("--yes") });
  } else if (args.includes("--status")) {
    printStatus(options, screen, args);
  } else {
    await start(options, screen);
  }
} catch (error) {
  failAndExit(error);
}

async function start(options: StackOptions, screen: Screen): Promise<void> {
  const abort = new AbortController();
  let stopServices: (() => Promise<void>) | null = null;
  let killServices = (): void => {};
  let stoppingSince = 0;

  function shutDown(exitCode: number, reason: string): void {
    if (stoppingSince > 0) {
      if (performance.now() - stoppingSince < echoMs) return;
      killServices();
      process.exit(130);
    }
    stoppingSince = performance.now();
    screen.title(`${reason} (Ctrl-C again to kill)`);
    if (options.isMachineReadable) console.error(reason);
    abort.abort();
    void Promise.resolve(stopServices?.()).finally(() => process.exit(exitCode));
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => shutDown(0, `Stopping on ${signal}`));
  }
  followParent(() => shutDown(0, "Stopping, as the command that started ByteOS is gone"));

  screen.title(options.mode === "development" ? "ByteOS, development" : "ByteOS");
  try {
    const stack = await runStack(options, screen, {
      signal: abort.signal,
      onStoppable(stop, killAll) {
        stopServices = stop;
        killServices = killAll;
      },
      onFatal(failure) {
        reportFailure(screen, options, failure);
        shutDown(1, "Stopping");
      },
    });
    announce(options, screen, stack);
  } catch (error) {
    if (stoppingSince > 0) return;
    if (error instanceof ServiceFailure) reportFailure(screen, options, error);
    else if (error instanceof StartError || error instanceof BuildError) screen.fail(error.message);
    else throw error;
    if (stopServices) shutDown(1, "Stopping");
    else process.exitCode = 1;
  }
}

function announce(options: StackOptions, screen: Screen, stack: RunningStack): void {
  if (options.isMachineReadable) {
    const { env, mailUrl, accounts } = stack;
    console.log(JSON.stringify({ isReady: true, env, mailUrl, accounts }));
    return;
  }
  const rows = stack.surfaces.flatMap((surface) => {
    const url = surfaceUrl(surface, options);
    return url ? [[surface.title, url, surface.purpose]] : [];
  });
  rows.push([
    "Supabase",
    stack.env["SUPABASE_URL"] ?? "",
    "npm run supabase:status prints the keys",
  ]);
  if (stack.local) rows.push(["", stack.local.dashboardUrl, "users, mails, buckets, functions"]);
  if (stack.mailUrl) rows.push(["Mail", stack.mailUrl, "every message that was sent"]);
  screen.table(`Ready in ${secondsSince(startedAt)} s`, rows);
  if (stack.accounts.length > 0) {
    const accounts = stack.accounts.map(({ role, email, password }) => [role, email, password]);
    screen.table("Demo accounts", accounts);
  }
  screen.table(`Logs in ${options.dataDir}/logs. Ctrl-C stops everything.`, []);
}

function failAndExit(error: unknown): never {
  const isExpected = error instanceof StartError;
  console.error(isExpected ? `\n✗ ${error.message}` : error);
  process.exit(1);
}
