import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { getStack } from "./harness/browser.ts";

const repositoryRoot = join(import.meta.dirname, "..", "..");
const ProcessRecords = z.array(z.object({ name: z.string(), pid: z.number() }));

function runLauncher(
  args: string[],
  env: Record<string, string>,
): { code: number; output: string } {
  const result = spawnSync(
    join(repositoryRoot, "node_modules", ".bin", "node"),
    [join(repositoryRoot, "scripts", "start.mjs"), ...args],
    { encoding: "utf8", timeout: 60_000, env: { ...process.env, SUPABASE_URL: "", ...env } },
  );
  return { code: result.status ?? -1, output: result.stdout + result.stderr };
}

function portOffset(): string {
  return String(Number(new URL(getStack().studioUrl).port) - 3000);
}

function pidOf(service: string): number {
  const text = readFileSync(join(getStack().dataDir, "processes.json"), "utf8");
  return ProcessRecords.parse(JSON.parse(text)).find(({ name }) => name === service)?.pid ?? 0;
}

test("a second start on the same data folder names the first and leaves it alone", () => {
  const { code, output } = runLauncher([], {
    BYTEOS_DATA_DIR: getStack().dataDir,
    BYTEOS_PORT_OFFSET: portOffset(),
  });
  expect(code).toBe(1);
  expect(output).toContain("already runs");
  expect(output).toContain(getStack().studioUrl);
});

test("a taken port is named before anything starts", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "byteos-ports-"));
  try {
    const env = { BYTEOS_DATA_DIR: dataDir, BYTEOS_PORT_OFFSET: portOffset() };
    const { code, output } = runLauncher([], env);
    expect(code).toBe(1);
    expect(output).toContain("Already in use");
    expect(output).toContain(new URL(getStack().studioUrl).port);
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test("a reset refuses while the stack runs, and outside a data folder", () => {
  const running = runLauncher(["--reset", "--yes"], { BYTEOS_DATA_DIR: getStack().dataDir });
  expect(running.code).toBe(1);
  expect(running.output).toContain("is running");
  const foreign = runLauncher(["--reset", "--yes"], { BYTEOS_DATA_DIR: repositoryRoot });
  expect(foreign.code).toBe(1);
  expect(foreign.output).toContain("not a ByteOS data folder");
});

test.each(["learn", "studio", "supabase"])("%s comes back after kill -9", async (service) => {
  const killed = pidOf(service);
  expect(killed).toBeGreaterThan(0);
  process.kill(killed, "SIGKILL");
  const url = {
    learn: `${getStack().learnUrl}/api/health`,
    studio: `${getStack().studioUrl}/api/health`,
    supabase: `${getStack().env["SUPABASE_URL"]}/auth/v1/.well-known/jwks.json`,
  }[service];
  await vi.waitFor(
    async () => {
      expect(pidOf(service)).not.toBe(killed);
      expect((await fetch(url ?? "")).status).toBe(200);
    },
    { timeout: 30_000, interval: 200 },
  );
});
