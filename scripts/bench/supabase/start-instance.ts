import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";

const Ready = z.object({ url: z.string(), publishableKey: z.string(), secretKey: z.string() });

export interface BenchInstance extends z.infer<typeof Ready> {
  /** Process id of the service, to read what it uses. */
  readonly pid: number;
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
`;

/** Starts the embedded Supabase in a temporary folder, which goes with it. */
export async function startBenchInstance(portOffset: number): Promise<BenchInstance> {
  const folder = await mkdtemp(path.join(tmpdir(), "supabase-bench-"));
  await mkdir(path.join(folder, "supabase", "migrations"), { recursive: true });
  await writeFile(path.join(folder, "supabase", "config.toml"), config);
  const child = fork(path.join(import.meta.dirname, "serve-instance.ts"), [
    folder,
    String(portOffset),
  ]);
  const exited = once(child, "exit");
  const stop = async () => {
    if (child.connected) child.disconnect();
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  const first = await Promise.race([once(child, "message"), exited.then(() => null)]);
  if (first === null) {
    await stop();
    throw new Error("The embedded Supabase did not start.");
  }
  const [message]: unknown[] = first;
  return { ...Ready.parse(message), pid: child.pid ?? 0, stop };
}
