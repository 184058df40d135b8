import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { syncFile, syncFolder } from "./durable-write.ts";
import { isErrorCode } from "./error-code.ts";

const keptNumbers = 8;

/**
 * A small file with a number for each of its states, in a folder of its own; the highest counts. A new state
 * is a hard link to a finished file, which fails when somebody else made that number first: compare and swap
 * without a lock that a killed process could leave behind.
 */
export class NumberedFile {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** Number 0 and no text before the first state. */
  read(): { readonly number: number; readonly text: string } {
    for (;;) {
      const [number] = this.#numbers();
      if (number === undefined) return { number: 0, text: "" };
      try {
        return { number, text: readFileSync(join(this.#folder, `${number}`), "utf8") };
      } catch (error) {
        // Replaced by a newer one, and swept, since it was listed.
        if (!isErrorCode(error, "ENOENT")) throw error;
      }
    }
  }

  /** False when this number is taken. */
  write(number: number, text: string): boolean {
    const path = join(this.#folder, `${number}`);
    const temporary = join(this.#folder, `new-${crypto.randomUUID()}`);
    try {
      writeFileSync(temporary, text);
      syncFile(temporary);
      linkSync(temporary, path);
    } catch (error) {
      if (isErrorCode(error, "EEXIST")) return false;
      throw error;
    } finally {
      rmSync(temporary, { force: true });
    }
    const numbers = this.#numbers();
    if (numbers.filter((other) => other > number).length >= keptNumbers) {
      // So far behind that its number may have been swept away before: it does not count.
      rmSync(path, { force: true });
      return false;
    }
    syncFolder(this.#folder);
    for (const old of numbers.slice(keptNumbers)) {
      rmSync(join(this.#folder, `${old}`), { force: true });
    }
    return true;
  }

  #numbers(): number[] {
    const names = readdirSync(this.#folder).filter((name) => /^[1-9][0-9]*$/.test(name));
    return names.map(Number).sort((one, other) => other - one);
  }
}
