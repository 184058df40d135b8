import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@byteos/contracts/errors";
import type { RefStore } from "@byteos/forge/store/ports";
import { syncFile, syncFolder } from "./durable-write.ts";
import { isErrorCode } from "./error-code.ts";

const keptVersions = 8;

/**
 * Refs as lines "commit name" of the file with the highest number in a folder. A move makes the next number
 * by a hard link, which fails when somebody else made it first: compare and swap without a lock that a
 * killed process could leave behind.
 */
export class FolderRefs implements RefStore {
  readonly #folder: string;

  constructor(store: string) {
    this.#folder = join(store, "refs");
  }

  list(): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(this.#read().refs);
  }

  compareAndSwap(ref: string, expected: string | null, next: string | null): Promise<boolean> {
    for (;;) {
      const { version, refs } = this.#read();
      if ((refs.get(ref) ?? null) !== expected) return Promise.resolve(false);
      if (next === null) refs.delete(ref);
      else refs.set(ref, next);
      if (this.#write(version + 1, refs)) return Promise.resolve(true);
    }
  }

  #versions(): number[] {
    const names = readdirSync(this.#folder).filter((name) => /^[1-9][0-9]*$/.test(name));
    return names.map(Number).sort((one, other) => other - one);
  }

  #read(): { readonly version: number; readonly refs: Map<string, string> } {
    for (;;) {
      const [version] = this.#versions();
      if (version === undefined) return { version: 0, refs: new Map() };
      try {
        return { version, refs: parseRefs(readFileSync(join(this.#folder, `${version}`), "utf8")) };
      } catch (error) {
        // Replaced by a newer one, and swept, since it was listed.
        if (!isErrorCode(error, "ENOENT")) throw error;
      }
    }
  }

  #write(version: number, refs: ReadonlyMap<string, string>): boolean {
    const path = join(this.#folder, `${version}`);
    const temporary = join(this.#folder, `new-${process.pid}-${crypto.randomUUID()}`);
    try {
      const lines = [...refs].map(([name, commit]) => `${commit} ${name}\n`).sort();
      writeFileSync(temporary, lines.join(""));
      syncFile(temporary);
      linkSync(temporary, path);
    } catch (error) {
      if (isErrorCode(error, "EEXIST")) return false;
      throw error;
    } finally {
      rmSync(temporary, { force: true });
    }
    const versions = this.#versions();
    if (versions.filter((other) => other > version).length >= keptVersions) {
      // So far behind that its number may have been swept away before: it does not count.
      rmSync(path, { force: true });
      return false;
    }
    syncFolder(this.#folder);
    for (const old of versions.slice(keptVersions))
      rmSync(join(this.#folder, `${old}`), { force: true });
    return true;
  }
}

function parseRefs(text: string): Map<string, string> {
  const refs = new Map<string, string>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [, commit, name] = /^([0-9a-f]{64}) (.+)$/.exec(line) ?? [];
    if (commit === undefined || name === undefined) {
      throw new AppError("internal", "forge.damaged", "The list of branches is damaged.");
    }
    refs.set(name, commit);
  }
  return refs;
}

export function prepareRefs(store: string): void {
  mkdirSync(join(store, "refs"), { recursive: true });
}
