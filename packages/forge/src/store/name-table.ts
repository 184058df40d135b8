import { nameBytes } from "./content-name.ts";

const wordsPerName = nameBytes / 4;

/**
 * Names numbered in the order of their coming: 32 bytes and at most 8 of a hash table for each, in flat
 * arrays, so that the chunks of terabytes fit in memory.
 */
export class NameTable {
  #names = new Uint8Array(1024 * nameBytes);
  #words = new Uint32Array(this.#names.buffer);
  #slots = new Int32Array(4096).fill(-1);
  #count = 0;
  readonly #seed = Math.floor(Math.random() * 2 ** 32);

  get size(): number {
    return this.#count;
  }

  /** The number of a name; -1 when it is not here. */
  find(name: Uint8Array): number {
    const words = wordsOf(name);
    const last = this.#slots.length - 1;
    for (let slot = this.#hash(words[0] ?? 0, words[1] ?? 0) & last; ; slot = (slot + 1) & last) {
      const number = this.#slots[slot] ?? -1;
      if (number === -1 || this.#isAt(number, words)) return number;
    }
  }

  /** True when the name was not here before. */
  add(name: Uint8Array): boolean {
    if (this.find(name) !== -1) return false;
    if ((this.#count + 1) * nameBytes > this.#names.length) this.#grow();
    this.#names.set(name, this.#count * nameBytes);
    this.#settle(this.#count);
    this.#count += 1;
    return true;
  }

  /** The name with a number, as a view that lasts until the next `add`. */
  at(number: number): Uint8Array {
    return this.#names.subarray(number * nameBytes, (number + 1) * nameBytes);
  }

  #isAt(number: number, words: Uint32Array): boolean {
    const at = number * wordsPerName;
    for (let word = 0; word < wordsPerName; word += 1) {
      if (this.#words[at + word] !== words[word]) return false;
    }
    return true;
  }

  #settle(number: number): void {
    const at = number * wordsPerName;
    const last = this.#slots.length - 1;
    let slot = this.#hash(this.#words[at] ?? 0, this.#words[at + 1] ?? 0) & last;
    while (this.#slots[slot] !== -1) slot = (slot + 1) & last;
    this.#slots[slot] = number;
  }

  // Seeded, so that nobody can choose chunks that all fall into one place.
  #hash(one: number, other: number): number {
    const mixed = Math.imul(one ^ this.#seed, 0x9e37_79b1) ^ other;
    return Math.imul(mixed ^ (mixed >>> 15), 0x85eb_ca6b) >>> 7;
  }

  #grow(): void {
    const names = new Uint8Array(this.#names.length * 2);
    names.set(this.#names);
    this.#names = names;
    this.#words = new Uint32Array(names.buffer);
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    for (let number = 0; number < this.#count; number += 1) this.#settle(number);
  }
}

const scratch = new Uint8Array(nameBytes);
const scratchWords = new Uint32Array(scratch.buffer);

function wordsOf(name: Uint8Array): Uint32Array {
  scratch.set(name);
  return scratchWords;
}
