import { execFile } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { scanFolder, type ScannedEntry } from "@byteos/integrations/forge/scan-folder";
import { z } from "zod";

const stageFile = new URL("./forge/stage.ts", import.meta.url).pathname;
const StageOutput = z.object({ newBytes: z.number(), cpuSeconds: z.number(), peakMb: z.number() });

interface Measurement extends z.infer<typeof StageOutput> {
  readonly seconds: number;
  readonly storedBytes: number;
}

const { values: args } = parseArgs({
  options: { v1: { type: "string" }, v2: { type: "string" }, store: { type: "string" } },
});

/** Wall time from starting a process to its end; the rest as the process saw itself. */
async function measure(stage: string, store: string, folder: string): Promise<Measurement> {
  const start = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, [stageFile, stage, store, folder]);
  const seconds = (performance.now() - start) / 1000;
  const result = { seconds, storedBytes: sizeOf(store), ...StageOutput.parse(JSON.parse(stdout)) };
  console.error(
    `${stage} ${folder}: ${seconds.toFixed(2)} s, ${result.cpuSeconds.toFixed(2)} CPU s, ` +
      `${(result.newBytes / 1e6).toFixed(1)} MB new, ${result.peakMb.toFixed(0)} MB of memory`,
  );
  return result;
}

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => lstatSync(join(folder, path)))
    .reduce((sum, stat) => sum + (stat.isFile() ? stat.size : 0), 0);
}

function requireSame(one: string, other: string): void {
  const [left, right] = [scanFolder(one).entries, scanFolder(other).entries];
  if (left.length !== right.length) throw new Error("Another number of files came back.");
  for (const [at, entry] of left.entries()) {
    const twin = right[at];
    if (twin?.path !== entry.path || twin.kind !== entry.kind || !isSame(one, other, entry)) {
      throw new Error(`${entry.path} came back different.`);
    }
  }
}

function isSame(one: string, other: string, { path, kind }: ScannedEntry): boolean {
  const [left, right] = [join(one, path), join(other, path)];
  if (kind === "folder") return true;
  if (kind === "symlink") return readlinkSync(left) === readlinkSync(right);
  return readFileSync(left).equals(readFileSync(right));
}

async function main(): Promise<void> {
  const { v1, v2, store } = args;
  if (v1 === undefined || v2 === undefined || store === undefined) {
    throw new Error("npm run bench:forge -- --v1 FOLDER --v2 FOLDER --store FOLDER");
  }
  if (existsSync(store) && readdirSync(store).length > 0) throw new Error(`${store} is not empty.`);
  const restored = `${store}-restored`;
  if (existsSync(restored)) throw new Error(`${restored} is in the way.`);
  try {
    const result = {
      first: await measure("save", store, v1),
      second: await measure("save", store, v2),
      noop: await measure("save", store, v2),
      verify: await measure("verify", store, v2),
      restore: await measure("restore", store, restored),
    };
    requireSame(v2, restored);
    console.log(JSON.stringify(result));
  } finally {
    rmSync(restored, { recursive: true, force: true });
  }
}

await main();
