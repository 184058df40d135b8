import { randomBytes } from "node:crypto";
import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { waitForExit } from "../src/instance/process-identity.ts";
import { cleanUpProcesses, createEnvironment, launch } from "./launched-process.ts";
import { sendResumable } from "./resumable-client.ts";
import { connect } from "./running-instance.ts";

const chunkSize = 256 * 1024;
const content = randomBytes(11 * chunkSize + 1234);
const name = "folder/large.bin";
type Environment = Awaited<ReturnType<typeof createEnvironment>>;

let env: Environment;
let running: Awaited<ReturnType<typeof launch>>;

beforeEach(async () => {
  env = await createEnvironment();
  running = await launch(env);
  await openStorage().createBucket("files", { public: false });
});
afterEach(() => cleanUpProcesses());

function openStorage() {
  return connect(running.ready.url, running.ready.secretKey).storage;
}

async function kill(): Promise<void> {
  process.kill(running.pid, "SIGKILL");
  await waitForExit(running.pid, 5_000);
}

interface SendOptions {
  uploadUrl?: string | null;
  onPart?: (acknowledgedBytes: number, url: string) => void;
  onProgress?: (sentBytes: number) => void;
}

function send({ onProgress, ...options }: SendOptions): Promise<unknown> {
  const { url, secretKey } = running.ready;
  return sendResumable(content, {
    endpoint: `${url}/storage/v1/upload/resumable`,
    headers: { apikey: secretKey },
    metadata: { bucketName: "files", objectName: name },
    chunkSize,
    ...options,
    extra: onProgress ? { onProgress: (sentBytes) => onProgress(sentBytes) } : {},
  });
}

async function findOffset(url: string): Promise<number> {
  const headers = { apikey: running.ready.secretKey, "tus-resumable": "1.0.0" };
  const { headers: found } = await fetch(url, { method: "HEAD", headers });
  return Number(found.get("upload-offset"));
}

const inStorage = (...parts: string[]) =>
  path.join(env.BYTEOS_DATA_DIR, "supabase", "storage", ...parts);

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(inStorage(folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function expectWhole(): Promise<void> {
  const { data } = await openStorage().from("files").download(name);
  const stored = Buffer.from(await new Response(data).arrayBuffer());
  expect(stored.equals(content)).toBe(true);
  expect(await listFiles("files")).toHaveLength(1);
  expect((await listFiles("resumable")).filter((file) => file.endsWith(".bytes"))).toEqual([]);
}

it("killed at five points of an upload in parts, it goes on from the last part and loses nothing", async () => {
  const total = content.length;
  // Bytes handed to the connection: within a part, at the end of one, and with the last byte.
  const points = [chunkSize / 2, 3 * chunkSize, 5.5 * chunkSize, 9 * chunkSize, total];
  let uploadUrl: string | null = null;
  let acknowledged = 0;
  let isDone = false;
  const resent: number[] = [];
  for (const point of points) {
    const from: number = acknowledged;
    let isKilled = false;
    const sent = send({
      uploadUrl,
      onPart: (bytes, url) => {
        acknowledged = bytes;
        uploadUrl = url;
      },
      onProgress: (bytes) => {
        if (bytes < point || isKilled || bytes <= from) return;
        isKilled = true;
        process.kill(running.pid, "SIGKILL");
      },
    });
    isDone = await sent.then(
      () => true,
      () => false,
    );
    expect(isKilled).toBe(true);
    await waitForExit(running.pid, 5_000);
    running = await launch(env);
    if (uploadUrl !== null) {
      const offset = await findOffset(uploadUrl);
      expect(offset).toBeGreaterThanOrEqual(acknowledged);
      resent.push(Math.max(0, point - offset));
      isDone ||= offset === total;
    }
    const { data: exists } = await openStorage().from("files").exists(name);
    expect(exists).toBe(isDone);
  }
  await send({ uploadUrl });
  expect(Math.max(...resent)).toBeLessThanOrEqual(chunkSize);
  await expectWhole();
}, 120_000);

it("killed while it makes the object, it neither loses the upload nor says too early that it is there", async () => {
  let uploadUrl = "";
  const stopped = send({
    onPart: (bytes, url) => {
      uploadUrl = url;
      if (bytes === 11 * chunkSize) throw new Error("stopped");
    },
  });
  await expect(stopped).rejects.toThrow("stopped");
  await kill();
  // As after a crash when all bytes had come, the file had its second name, and nothing was committed.
  const plan = (await listFiles("resumable")).find((file) => file.endsWith(".plan")) ?? "";
  const journal = inStorage("resumable", plan.replace(".plan", ".journal"));
  const bytes = inStorage("resumable", plan.replace(".plan", ".bytes"));
  await appendFile(bytes, content.subarray(11 * chunkSize));
  await appendFile(journal, '{"kind":"finishing"}\n{"kind":"off');
  running = await launch(env);
  expect(await findOffset(uploadUrl)).toBe(11 * chunkSize);
  expect((await openStorage().from("files").exists(name)).data).toBe(false);

  await send({ uploadUrl });
  await expectWhole();
  await kill();
  // As after a crash when the object was committed, and the client not told.
  const lines = (await readFile(journal, "utf8")).split("\n");
  await writeFile(journal, lines.filter((line) => !line.includes("finished")).join("\n"));
  running = await launch(env);
  expect(await findOffset(uploadUrl)).toBe(content.length);
  await send({ uploadUrl });
  await expectWhole();
}, 120_000);

it("removes what a crash left of an upload that had not begun", async () => {
  await kill();
  const orphan = "0f6e2f6c-6c0a-4a43-8f6f-1f0e6d6f7a11";
  for (const kind of ["bytes", "journal"]) {
    await writeFile(inStorage("resumable", `${orphan}.${kind}`), "left");
  }
  running = await launch(env);
  await expect.poll(() => listFiles("resumable")).toEqual([]);
});
