import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import type { Figure, Target } from "./bench-row.ts";
import { median, round } from "./statistics.ts";

export interface RowResult {
  readonly name: string;
  readonly title: string;
  readonly figures: readonly Figure[];
  /** Load average over one minute when the row began and when it ended. */
  readonly load: readonly [number, number];
}

interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
  readonly runs: number;
  readonly unit: string;
  readonly target?: Target;
  readonly isReached?: boolean;
}

export function currentLoad(): number {
  return round(loadavg()[0] ?? 0, 2);
}

function summarise({ values, unit, target }: Figure): Summary {
  const middle = round(median(values), 2);
  const base = {
    median: middle,
    min: round(Math.min(...values), 2),
    max: round(Math.max(...values), 2),
    runs: values.length,
    unit,
  };
  return target === undefined ? base : { ...base, target, isReached: isReached(middle, target) };
}

function isReached(value: number, { atMost, atLeast, exactly }: Target): boolean {
  return (
    (atMost === undefined || value <= atMost) &&
    (atLeast === undefined || value >= atLeast) &&
    (exactly === undefined || value === exactly)
  );
}

function describeTarget({ atMost, atLeast, exactly }: Target): string {
  if (exactly !== undefined) return `= ${exactly}`;
  return atMost === undefined ? `≥ ${atLeast ?? ""}` : `≤ ${atMost}`;
}

function describeMachine() {
  return {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryGb: round(totalmem() / 2 ** 30, 1),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    commit: readCommit(),
  };
}

function readCommit(): string | null {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], {
      cwd: import.meta.dirname,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return null;
  }
}

const widths = [32, 8, 10, 10, 10, 9, 8, 0] as const;

function line(cells: readonly string[]): string {
  return cells
    .map((cell, index) => {
      const width = widths[index] ?? 0;
      return index === 0 || index > 5 ? cell.padEnd(width) : cell.padStart(width);
    })
    .join(" ")
    .trimEnd();
}

/** The table on standard error, and the JSON object as the last line of standard output. */
export function printReport(results: readonly RowResult[], failures: readonly string[]): void {
  const machine = describeMachine();
  const rows = results.map((row) => ({
    ...row,
    figures: row.figures.map((figure) => ({ name: figure.name, ...summarise(figure) })),
  }));
  const lines = [
    "",
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.platform}, Node ${machine.node}, commit ${machine.commit ?? "unknown"}`,
    line(["", "", "median", "min", "max", "target", "", "load"]),
  ];
  for (const { title, figures, load } of rows) {
    lines.push(title);
    for (const { name, unit, target, isReached: isGood, ...values } of figures) {
      lines.push(
        line([
          `  ${name}`,
          unit,
          String(values.median),
          String(values.min),
          String(values.max),
          target === undefined ? "" : describeTarget(target),
          isGood === undefined ? "" : isGood ? "reached" : "MISSED",
          `${load[0]}–${load[1]}`,
        ]),
      );
    }
  }
  for (const failure of failures) lines.push(`Not measured: ${failure}`);
  process.stderr.write(`${lines.join("\n")}\n`);
  const figuresByRow = Object.fromEntries(
    rows.map(({ name, figures, load }) => [
      name,
      {
        load,
        figures: Object.fromEntries(figures.map(({ name: figure, ...rest }) => [figure, rest])),
      },
    ]),
  );
  process.stdout.write(`${JSON.stringify({ machine, rows: figuresByRow, failures })}\n`);
}
