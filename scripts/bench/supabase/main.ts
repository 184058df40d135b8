import { parseArgs } from "node:util";
import { currentLoad, printReport, type RowResult } from "../report.ts";
import { authPasswordRow } from "./rows/auth-password.ts";
import { authRefreshRow } from "./rows/auth-refresh.ts";
import { realtimeChangesRow } from "./rows/realtime-changes.ts";
import { realtimeFanOutRow } from "./rows/realtime-fan-out.ts";
import { startRow } from "./rows/start.ts";
import { storageKillRow } from "./rows/storage-kill.ts";
import { storageTransferRow } from "./rows/storage-transfer.ts";
import { startBenchInstance } from "./start-instance.ts";
import type { SupabaseBenchRow } from "./supabase-row.ts";

const rows: readonly SupabaseBenchRow[] = [
  authRefreshRow,
  authPasswordRow,
  storageTransferRow,
  storageKillRow,
  realtimeFanOutRow,
  realtimeChangesRow,
  startRow,
];

const usage = `npm run bench:supabase -- [--only ROW]… [--runs 3] [--port-offset 8100]

Measures the embedded Supabase alone, as a process with a folder and ports of its own. Rows:
${rows.map(({ name, title }) => `  ${name.padEnd(22)}${title}`).join("\n")}
`;

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    runs: { type: "string", default: "3" },
    "port-offset": { type: "string", default: "8100" },
    help: { type: "boolean", default: false },
  },
});
const { only } = values;
const runs = Number(values.runs);
const portOffset = Number(values["port-offset"]);
const unknown = (only ?? []).filter((name) => !rows.some((row) => row.name === name));
const areNumbersRight = [runs, portOffset].every((each) => Number.isInteger(each) && each > 0);
if (values.help || unknown.length > 0 || !areNumbersRight) {
  process.stderr.write(usage);
  process.exit(values.help ? 0 : 2);
}

const results: RowResult[] = [];
const failures: string[] = [];
const instance = await startBenchInstance(portOffset);
try {
  for (const row of rows.filter(({ name }) => only === undefined || only.includes(name))) {
    process.stderr.write(`${row.title}\n`);
    const before = currentLoad();
    const note = (text: string): void => void process.stderr.write(`  ${text}\n`);
    try {
      const figures = await row.measure({ instance, runs, note });
      const load = [before, currentLoad()] as const;
      results.push({ name: row.name, title: row.title, figures, load });
    } catch (error) {
      failures.push(`${row.name}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
} finally {
  await instance.stop();
}
printReport(results, failures);
process.exit(failures.length > 0 ? 1 : 0);
