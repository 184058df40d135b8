import { badFile } from "./byte-source.ts";

export type StrictJson = string | number | boolean | null | StrictJson[] | Map<string, StrictJson>;

const maximumDepth = 32;
const numberPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const plainText = /[^"\\\u0000-\u001f]*/y;

/**
 * JSON (RFC 8259) with objects as maps, so that no key is special, and with repeated keys refused, so that
 * two readers cannot see two files. Depth is bounded. Throws `inspect.bad-file`.
 */
export function parseStrictJson(text: string): StrictJson {
  const reader = new StrictJsonReader(text);
  const value = reader.value(0);
  reader.finish();
  return value;
}

class StrictJsonReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  finish(): void {
    this.#space();
    if (this.#at < this.#text.length) throw badFile("Something follows the header's JSON.");
  }

  value(depth: number): StrictJson {
    if (depth > maximumDepth) throw badFile("The header's JSON is nested too deeply.");
    this.#space();
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"':
        return this.#string();
      case "t":
        return this.#word("true", true);
      case "f":
        return this.#word("false", false);
      case "n":
        return this.#word("null", null);
      default:
        return this.#number();
    }
  }

  #space(): void {
    while (" \n\r\t".includes(this.#text[this.#at] ?? "x")) this.#at += 1;
  }

  #fail(): never {
    throw badFile("The header is not valid JSON.");
  }

  #eat(character: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) this.#fail();
    this.#at += word.length;
    return value;
  }

  #number(): number {
    numberPattern.lastIndex = this.#at;
    const [match] = numberPattern.exec(this.#text) ?? this.#fail();
    this.#at += match.length;
    return Number(match);
  }

  #string(): string {
    const start = this.#at;
    this.#at += 1;
    let isEscaped = false;
    for (;;) {
      plainText.lastIndex = this.#at;
      this.#at += plainText.exec(this.#text)?.[0].length ?? 0;
      const next = this.#text[this.#at];
      if (next === '"') break;
      if (next !== "\\") this.#fail();
      isEscaped = true;
      this.#at += 2;
    }
    this.#at += 1;
    if (!isEscaped) return this.#text.slice(start + 1, this.#at - 1);
    try {
      return String(JSON.parse(this.#text.slice(start, this.#at)));
    } catch {
      return this.#fail();
    }
  }

  #array(depth: number): StrictJson[] {
    this.#at += 1;
    const items: StrictJson[] = [];
    if (this.#eat("]")) return items;
    do items.push(this.value(depth + 1));
    while (this.#eat(","));
    if (!this.#eat("]")) this.#fail();
    return items;
  }

  #object(depth: number): Map<string, StrictJson> {
    this.#at += 1;
    const entries = new Map<string, StrictJson>();
    if (this.#eat("}")) return entries;
    do {
      this.#space();
      if (this.#text[this.#at] !== '"') this.#fail();
      const key = this.#string();
      if (entries.has(key)) throw badFile(`The header names "${key.slice(0, 80)}" twice.`);
      if (!this.#eat(":")) this.#fail();
      entries.set(key, this.value(depth + 1));
    } while (this.#eat(","));
    if (!this.#eat("}")) this.#fail();
    return entries;
  }
}
