import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import type { TestCluster } from "./test-cluster.ts";

/** vitest's globalSetup of the integration project: one Postgres for the run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = fork(fileURLToPath(new URL("serve-test-cluster.ts", import.meta.url)), {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const exited = once(server, "exit");
  const answered = once(server, "message");
  const first = await Promise.race([answered, exited.then(() => null)]);
  if (first === null)
    throw new Error("The test cluster did not start; its reason is printed above.");
  // Safe: serve-test-cluster sends exactly this, once.
  project.provide("testCluster", first[0] as TestCluster);
  return async () => {
    server.disconnect();
    await exited;
  };
}
