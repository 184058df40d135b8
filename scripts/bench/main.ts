import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { BenchContext, BenchOptions, BenchRow } from "./bench-row.ts";
import { currentLoad, printReport, type RowResult } from "./report.ts";
import { certificateRow } from "./rows/certificates.ts";
import { eventsRow } from "./rows/events.ts";
import { importRow } from "./rows/import.ts";
import { pageRows } from "./rows/pages.ts";
import { playerScriptsRow } from "./rows/player-scripts.ts";
import { secondStartRow } from "./rows/second-start.ts";
import { serverTimeRow } from "./rows/server-time.ts";
import { startBenchStack, type BenchStack } from "./stack/bench-stack.ts";

const rows: readonly BenchRow[] = [
  secondStartRow,
  ...pageRows,
  playerScriptsRow,
  importRow,
  certificateRow,
  serverTimeRow,
  eventsRow,
];

const usage = `npm run bench -- [--only ROW]… [--runs 5] [--learners 10000] [--events 1000000]
                 [--pdf FILE] [--data DIR] [--port-offset 8000]

Measures the running production build on a data folder and ports of its own. Rows:
${rows.map(({ name, title }) => `  ${name.padEnd(22)}${title}`).join("\n")}
`;

const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    runs: { type: "string", default: "5" },
    learners: { type: "string", default: "10000" },
    events: { type: "string", default: "1000000" },
    pdf: { type: "string" },
    data: { type: "string" },
    "port-offset": { type: "string", default: "8000" },
    help: { type: "boolean", default: false },
  },
});
/** A row by its name, or several by what their names begin with: `page` for every page. */
const isNamed = (row: BenchRow, name: string) =>
  row.name === name || row.name.startsWith(`${name}-`);
const unknown = (values.only ?? []).filter((name) => !rows.some((row) => isNamed(row, name)));
if (values.help || unknown.length > 0) {
  process.stderr.write(unknown.length > 0 ? `No row ${unknown.join(", ")}\n\n${usage}` : usage);
  process.exit(unknown.length > 0 ? 2 : 0);
}

const options: BenchOptions = {
  runs: wholeNumber("runs", values.runs),
  learners: wholeNumber("learners", values.learners),
  events: wholeNumber("events", values.events),
  pdf: values.pdf === undefined ? null : resolve(values.pdf),
  portOffset: wholeNumber("port-offset", values["port-offset"]),
};
const dataDir =
  values.data === undefined ? mkdtempSync(join(tmpdir(), "byteos-bench-")) : resolve(values.data);
let running: Promise<BenchStack> | null = null;
const note = (text: string): void => void process.stderr.write(`  ${text}\n`);
const context: BenchContext = {
  options,
  note,
  stack() {
    running ??= startBenchStack({ dataDir, portOffset: options.portOffset });
    return running;
  },
  async restart() {
    const previous = await running?.catch(() => null);
    await previous?.stop();
    running = startBenchStack({ dataDir, portOffset: options.portOffset });
    return running;
  },
};

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  process.stderr.write(`--${name} must be a whole number above 0\n`);
  process.exit(2);
}

async function cleanUp(): Promise<void> {
  const stack = await running?.catch(() => null);
  await stack?.stop();
  if (values.data === undefined) rmSync(dataDir, { recursive: true, force: true });
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => void cleanUp().finally(() => process.exit(130)));
}

const results: RowResult[] = [];
const failures: string[] = [];
const { only } = values;
const chosen = rows.filter((row) => only === undefined || only.some((name) => isNamed(row, name)));
try {
  for (const row of chosen) {
    process.stderr.write(`${row.title}\n`);
    const loadBefore = currentLoad();
    try {
      const figures = await row.measure(context);
      results.push({
        name: row.name,
        title: row.title,
        figures,
        load: [loadBefore, currentLoad()],
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      failures.push(`${row.name}: ${reason}`);
      note(reason);
    }
  }
} finally {
  await cleanUp();
}
printReport(results, failures);
process.exit(failures.length > 0 ? 1 : 0);
