import { closeSync, existsSync, fstatSync, openSync, renameSync, writeSync } from "node:fs";

const maximumBytes = 5 * 1024 * 1024;
const keptFiles = 3;
const tailLines = 30;

export type RotatingLog = {
  write(chunk: string): void;
  /** The last lines written, newest last. */
  tail(): string[];
};

/** Appends to one file; at 5 MB it becomes `.1`, and the three newest are kept. */
export function openRotatingLog(path: string): RotatingLog {
  let file = openSync(path, "a", 0o600);
  let bytes = fstatSync(file).size;
  let lines: string[] = [];
  let unfinished = "";

  function rotate(): void {
    closeSync(file);
    for (let index = keptFiles - 1; index >= 1; index -= 1) {
      if (existsSync(`${path}.${index}`)) renameSync(`${path}.${index}`, `${path}.${index + 1}`);
    }
    renameSync(path, `${path}.1`);
    file = openSync(path, "a", 0o600);
    bytes = 0;
  }

  return {
    write(chunk) {
      if (bytes > maximumBytes) rotate();
      bytes += writeSync(file, chunk);
      const parts = (unfinished + chunk).split("\n");
      unfinished = parts.pop() ?? "";
      lines = [...lines, ...parts].slice(-tailLines);
    },
    tail: () => (unfinished ? [...lines, unfinished] : lines),
  };
}
