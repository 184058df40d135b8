import { join } from "node:path";
import { AppError } from "@byteos/contracts/errors";
import type { MoveConditions, RefStore } from "@byteos/forge/store/ports";
import { isLeaseHeld } from "./folder-collection.ts";
import { NumberedFile } from "./numbered-file.ts";

/** Refs as lines "commit name" of a file that is replaced as a whole. */
export class FolderRefs implements RefStore {
  readonly #store: string;
  readonly #file: NumberedFile;

  constructor(store: string) {
    this.#store = store;
    this.#file = new NumberedFile(join(store, "refs"));
  }

  list(): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(parseRefs(this.#file.read().text));
  }

  async compareAndSwap(
    ref: string,
    expected: string | null,
    next: string | null,
    { lease, witness }: Partial<MoveConditions> = {},
  ): Promise<boolean> {
    for (;;) {
      const { number, text } = this.#file.read();
      // In this order: a lease that is revoked after this look also takes the next number.
      if (lease !== undefined && !isLeaseHeld(this.#store, lease.id)) throw leaseLost();
      const refs = parseRefs(text);
      if ((refs.get(ref) ?? null) !== expected) return false;
      if (witness !== undefined && refs.get(witness.ref) !== witness.commit) return false;
      if (next === null) refs.delete(ref);
      else refs.set(ref, next);
      const lines = [...refs].map(([name, commit]) => `${commit} ${name}\n`);
      if (this.#file.write(number + 1, lines.join(""))) return true;
    }
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

function leaseLost(): AppError {
  return new AppError("conflict", "forge.lease-lost", "This took so long that it was given up.", {
    suggestion: "Try again: what was stored already is not stored twice.",
  });
}
