import path from "node:path";
import type { FunctionsHttpError, SupabaseClient } from "@supabase/supabase-js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findFunction } from "../src/functions/find-function.ts";
import { defaultLimits } from "../src/functions/function-limits.ts";
import { FunctionLogs } from "../src/functions/function-logs.ts";
import { FunctionPool } from "../src/functions/function-pool.ts";
import { isProcessAlive, waitForExit } from "../src/instance/process-identity.ts";
import { startWithFunctions } from "./instance-with-functions.ts";
import type { TestInstance } from "./running-instance.ts";

let instance: TestInstance;
let visitor: SupabaseClient;

const names = [
  "steady",
  "loops",
  "grows",
  "buffers",
  "exits",
  "rejects",
  "slow",
  "silent",
  "later",
  "crowd",
];
const config = names.map((name) => `[functions.${name}]\nverify_jwt = false\n`).join("");

beforeAll(async () => {
  instance = await startWithFunctions(
    config,
    {
      steady: `Deno.serve(() => new Response(String(Deno.pid)));`,
      loops: `
        Deno.serve((request) => {
          if (request.url.endsWith("/pid")) return new Response(String(Deno.pid));
          for (;;);
        });`,
      grows: `
        Deno.serve(() => {
          const kept = [];
          for (;;) kept.push({ text: Math.random().toString(), list: new Array(1000).fill(0.5) });
        });`,
      buffers: `
        const kept = [];
        Deno.serve(async () => {
          for (;;) {
            kept.push(new Uint8Array(10_000_000).fill(1));
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
        });`,
      exits: `Deno.serve(() => Deno.exit(3));`,
      rejects: `
        Deno.serve(async () => {
          queueMicrotask(() => { throw new Error("nobody catches this"); });
          await new Promise((resolve) => setTimeout(resolve, 10_000));
        });`,
      slow: `Deno.serve(() => new Promise((resolve) => setTimeout(() => resolve(new Response("late")), 20_000)));`,
      crowd: `Deno.serve(() => new Response(String(Deno.pid)));`,
      silent: `setInterval(() => {}, 1000);`,
      later: `
        let done = 0;
        Deno.serve((request) => {
          if (request.method === "GET") return new Response(String(done));
          EdgeRuntime.waitUntil(new Promise((resolve) => setTimeout(() => resolve(done += 1), 200)));
          return new Response("accepted", { status: 202 });
        });`,
    },
    {
      functionLimits: {
        bootMs: 4_000,
        answerMs: 6_000,
        blockedMs: 1_500,
        heapMegabytes: 64,
        residentMegabytes: 300,
      },
    },
  );
  visitor = instance.createVisitor();
});
afterAll(() => instance.dispose());

async function failureOf(name: string): Promise<{ status: number; code: unknown }> {
  const { error } = await visitor.functions.invoke(name);
  const { context } = error as FunctionsHttpError;
  const body = (await context.json()) as { code: unknown };
  return { status: context.status, code: body.code };
}

async function steadyPid(): Promise<string> {
  const { data, error } = await visitor.functions.invoke<string>("steady");
  expect(error).toBeNull();
  return data ?? "";
}

it("an endless loop is ended, takes no other function along, and the next request starts afresh", async () => {
  const pid = await steadyPid();
  const before = (await visitor.functions.invoke<string>("loops/pid")).data;
  const looping = failureOf("loops");
  expect(await steadyPid()).toBe(pid);
  expect((await fetch(`${instance.url}/auth/v1/health`, withKey())).status).toBe(200);
  expect(await looping).toEqual({ status: 546, code: "WORKER_LIMIT" });
  const after = (await visitor.functions.invoke<string>("loops/pid")).data;
  expect(Number(after)).toBeGreaterThan(0);
  expect(after).not.toBe(before);
  expect(await steadyPid()).toBe(pid);
});

it("memory is limited, on the heap and beside it", async () => {
  const pid = await steadyPid();
  expect(await failureOf("grows")).toEqual({ status: 546, code: "WORKER_LIMIT" });
  expect(await failureOf("buffers")).toEqual({ status: 546, code: "WORKER_LIMIT" });
  expect(await steadyPid()).toBe(pid);
});

it("a function that exits or throws outside a request fails alone", async () => {
  const pid = await steadyPid();
  expect(await failureOf("exits")).toEqual({ status: 500, code: "WORKER_ERROR" });
  expect(await failureOf("rejects")).toEqual({ status: 500, code: "WORKER_ERROR" });
  expect(await steadyPid()).toBe(pid);
});

it("an answer and a start that do not come are given up", async () => {
  const [slow, silent] = await Promise.all([failureOf("slow"), failureOf("silent")]);
  expect(slow).toEqual({ status: 504, code: "IDLE_TIMEOUT" });
  expect(silent).toEqual({ status: 503, code: "BOOT_ERROR" });
});

it("fifty requests at once start one process", async () => {
  const pids = await Promise.all(
    Array.from({ length: 50 }, async () => (await visitor.functions.invoke("crowd")).data),
  );
  expect(pids).not.toContain(null);
  expect(new Set(pids).size).toBe(1);
});

it("a function without requests is put to sleep", async () => {
  const root = path.join(instance.folder, "supabase", "functions");
  const source = await findFunction(root, { functions: {} }, "crowd");
  const pool = new FunctionPool({
    cacheFolder: path.join(instance.folder, "idle"),
    limits: { ...defaultLimits, idleMs: 100 },
    logs: new FunctionLogs(path.join(instance.folder, "idle-logs")),
    readEnvironment: async () => ({ SUPABASE_URL: instance.url }),
  });
  const awake = await pool.get(source!);
  for (let attempt = 0; attempt < 200 && pool.isRunning("crowd"); attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(pool.isRunning("crowd")).toBe(false);
  expect(awake.hasEnded).toBe(true);
  const again = await pool.get(source!);
  expect(again.hasEnded).toBe(false);
  await pool.stop();
});

it("work handed to waitUntil goes on after the answer", async () => {
  const { response } = await visitor.functions.invoke("later");
  expect(response?.status).toBe(202);
  let done = "0";
  for (let attempt = 0; attempt < 100 && done === "0"; attempt += 1) {
    await new Promise((resolve) => setTimeout(resolve, 30));
    done = (await visitor.functions.invoke<string>("later", { method: "GET" })).data ?? "";
  }
  expect(done).toBe("1");
});

it("nothing is left of the functions when the service has stopped", async () => {
  const pid = Number(await steadyPid());
  expect(isProcessAlive(pid)).toBe(true);
  await instance.stop();
  expect(await waitForExit(pid, 2_000)).toBe(true);
});

function withKey(): RequestInit {
  return { headers: { apikey: instance.publishableKey } };
}
