import { spawn } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";
import type { BenchRow } from "../bench-row.ts";

const program = join(import.meta.dirname, "..", "events.ts");
// The program has a database of its own, beside the stack's.
const portDistance = 60;

const Result = z.object({
  median: z.object({ eventsPerSec: z.number(), p95Ms: z.number() }),
  min: z.number(),
  max: z.number(),
});

export const eventsRow: BenchRow = {
  name: "events",
  title:
    "Events ingested through the use case, batches of 50, each batch one committed transaction",
  async measure({ options }) {
    const portOffset = String(options.portOffset + portDistance);
    const output = await run(process.execPath, [program, "--port-offset", portOffset]);
    const { median, min, max } = Result.parse(JSON.parse(output.trim().split("\n").at(-1) ?? ""));
    return [
      {
        name: "committed",
        unit: "/s",
        values: [min, median.eventsPerSec, max],
        target: { atLeast: 3_000 },
      },
      { name: "batch, p95", unit: "ms", values: [median.p95Ms] },
    ];
  },
};

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${args[0] ?? command} ended with ${code}`)),
    );
  });
}
