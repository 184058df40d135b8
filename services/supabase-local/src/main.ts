import path from "node:path";
import { z } from "zod";
import { type RunningSupabase, startSupabaseLocal } from "./start-supabase-local.ts";

const repository = path.resolve(import.meta.dirname, "..", "..", "..");

const Environment = z.object({
  BYTEOS_DATA_DIR: z.string().min(1).default(path.join(repository, ".byteos")),
  BYTEOS_PORT_OFFSET: z.coerce.number().int().min(0).max(10_000).default(0),
  BYTEOS_HOST: z.string().min(1).default("127.0.0.1"),
  STUDIO_URL: z.url().optional(),
  LEARN_URL: z.url().optional(),
  SMTP_URL: z.url().optional(),
  MAIL_FROM: z.string().min(1).optional(),
});

/** Runs until a signal, or until the process that started it is gone. */
async function main(): Promise<void> {
  const env = Environment.parse(process.env);
  let running: RunningSupabase | null = null;
  let isStopping = false;
  const studioUrl = env.STUDIO_URL ?? `http://localhost:${3000 + env.BYTEOS_PORT_OFFSET}`;
  const learnUrl = env.LEARN_URL ?? `http://localhost:${3001 + env.BYTEOS_PORT_OFFSET}`;
  const starting = startSupabaseLocal({
    dataDir: path.resolve(env.BYTEOS_DATA_DIR, "supabase"),
    portOffset: env.BYTEOS_PORT_OFFSET,
    migrationsDir: path.join(repository, "supabase", "migrations"),
    configFile: path.join(repository, "supabase", "config.toml"),
    environment: process.env,
    host: env.BYTEOS_HOST,
    smtpUrl: env.SMTP_URL,
    mailFrom: env.MAIL_FROM,
    siteUrls: [studioUrl, learnUrl],
    functionSecrets: { STUDIO_URL: studioUrl, LEARN_URL: learnUrl },
  });
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    // A start that fails has stopped what it began.
    const started = running ?? (await starting.catch(() => null));
    await started?.stop();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => void stop());
  watchParent(() => void stop());

  running = await starting;
  if (isStopping) return;
  const details = { ready: true, ...running, stop: undefined };
  process.stdout.write(`${JSON.stringify(details)}\n`);
}

/** A killed launcher cannot tell us to stop: its end shows as a new parent, a closed pipe or channel. */
function watchParent(onGone: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent) onGone();
  }, 500);
  timer.unref();
  process.once("disconnect", onGone);
  // A closed pipe on standard output is the launcher's end too, not a reason to crash.
  process.stdout.on("error", onGone);
  process.stderr.on("error", () => {});
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
