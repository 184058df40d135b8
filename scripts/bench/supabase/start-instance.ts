import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";

const Ready = z.object({
  url: z.string(),
  publishableKey: z.string(),
  secretKey: z.string(),
  /** Of the project's owner. */
  adminDatabaseUrl: z.string(),
});

export interface BenchInstance extends z.infer<typeof Ready> {
  /** Process id of the service, to read what it uses. Another one after a restart. */
  readonly pid: number;
  /** Kills the service as a power cut would, and starts it again with the same folder, ports and keys. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** Limits are lifted: what is measured is the work, not the waiting. */
const config = `
[auth]
jwt_expiry = 3600
[auth.rate_limit]
email_sent = 1000000
token_refresh = 100000000
sign_in_sign_ups = 100000000
token_verifications = 100000000
[auth.email]
enable_confirmations = false
[storage]
file_size_limit = "2GiB"
`;

/** Starts the embedded Supabase in a temporary folder, which goes with it. */
export async function startBenchInstance(portOffset: number): Promise<BenchInstance> {
  const folder = await mkdtemp(path.join(tmpdir(), "supabase-bench-"));
  await mkdir(path.join(folder, "supabase", "migrations"), { recursive: true });
  await writeFile(path.join(folder, "supabase", "config.toml"), config);
  let service = await launch(folder, portOffset);
  return {
    ...service.ready,
    get pid() {
      return service.child.pid ?? 0;
    },
    killAndRestart: async () => {
      service.child.kill("SIGKILL");
      await service.exited;
      service = await launch(folder, portOffset);
    },
    stop: async () => {
      if (service.child.connected) service.child.disconnect();
      await service.exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function launch(folder: string, portOffset: number) {
  const child = fork(path.join(import.meta.dirname, "serve-instance.ts"), [
    folder,
    String(portOffset),
  ]);
  const exited = once(child, "exit");
  const first = await Promise.race([once(child, "message"), exited.then(() => null)]);
  if (first === null) {
    await rm(folder, { recursive: true, force: true });
    throw new Error("The embedded Supabase did not start.");
  }
  const [message]: unknown[] = first;
  return { child, exited, ready: Ready.parse(message) };
}
