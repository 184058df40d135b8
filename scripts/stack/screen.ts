import { styleText } from "node:util";

export type DemoAccount = { role: string; email: string; password: string };

export type Screen = {
  title(text: string): void;
  /** One finished step: what, the result, and how long it took. */
  step(label: string, result: string, startedAt?: number): void;
  note(text: string): void;
  warn(text: string): void;
  fail(text: string): void;
  table(heading: string, rows: readonly (readonly string[])[]): void;
};

/** With `isSilent` only failures are printed, to stderr, as a program reads stdout. */
export function createScreen(isSilent: boolean): Screen {
  const print = (text: string): void => {
    if (!isSilent) console.log(text);
  };
  const paint = (format: Parameters<typeof styleText>[0], text: string): string =>
    styleText(format, text, { stream: process.stdout, validateStream: true });
  return {
    title: (text) => print(`\n${paint("bold", text)}`),
    step(label, result, startedAt) {
      const seconds = startedAt === undefined ? "" : `  ${secondsSince(startedAt)} s`;
      print(`  ${paint("green", "✓")} ${label.padEnd(14)} ${result}${paint("dim", seconds)}`);
    },
    note: (text) => print(`    ${paint("dim", text)}`),
    warn: (text) => print(`  ${paint("yellow", "!")} ${text}`),
    fail: (text) => console.error(`\n${paint("red", "✗")} ${text}`),
    table(heading, rows) {
      print(`\n${paint("bold", heading)}`);
      const widths = rows.reduce<number[]>(
        (known, row) => row.map((cell, index) => Math.max(known[index] ?? 0, cell.length)),
        [],
      );
      for (const row of rows) {
        const cells = row.map((cell, index) => cell.padEnd(widths[index] ?? 0));
        print(`  ${cells.join("   ").trimEnd()}`);
      }
    },
  };
}

export function secondsSince(startedAt: number): string {
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}
