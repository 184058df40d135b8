/** Where mail links may lead: the site itself and what the allow-list names. */
export class RedirectRules {
  readonly siteUrl: string;
  readonly #origins: Set<string>;
  readonly #patterns: RegExp[];

  constructor(siteUrls: string[], patterns: string[]) {
    const [first] = siteUrls;
    if (first === undefined) throw new Error("At least one site URL is needed.");
    this.siteUrl = first;
    this.#origins = new Set(siteUrls.map((url) => new URL(url).origin));
    this.#patterns = patterns.map(compilePattern);
  }

  /** The wanted address when it is allowed, else the site. */
  choose(wanted: string | null | undefined): string {
    return wanted && this.isAllowed(wanted) ? wanted : this.siteUrl;
  }

  isAllowed(wanted: string): boolean {
    let url: URL;
    try {
      url = new URL(wanted);
    } catch {
      return false;
    }
    if (url.username !== "" || url.password !== "") return false;
    const isWeb = url.protocol === "http:" || url.protocol === "https:";
    if (isWeb && this.#origins.has(url.origin)) return true;
    // What a browser will open decides, not how the address was spelled.
    const plain = url.href.split("#")[0] ?? "";
    return this.#patterns.some(
      (pattern) => pattern.test(plain) || pattern.test(plain.replace(/\/$/, "")),
    );
  }
}

const globToken = /\\.|\*\*|\*|\?|\[!?[^\]]+\]|\{[^{}]*\}|[.+^${}()|[\]\\/-]/g;

/**
 * `*` matches within a part of the address (no `.` or `/`), `**` anything, `?` one character, `[a-z]` and
 * `[!a-z]` one of a set or outside it, `{a,b}` either; a backslash takes the next character as it is.
 */
function compilePattern(pattern: string): RegExp {
  return new RegExp(`^${translate(pattern)}$`);
}

function translate(pattern: string): string {
  return pattern.replaceAll(globToken, (token) => {
    if (token === "**") return ".*";
    if (token === "*") return "[^./]*";
    if (token === "?") return "[^./]";
    const inside = token.slice(1, -1);
    if (token.length > 2 && token.startsWith("[")) {
      const isOutside = inside.startsWith("!");
      const set = (isOutside ? inside.slice(1) : inside).replaceAll(/[\\^\]]/g, "\\$&");
      return `[${isOutside ? "^" : ""}${set}]`;
    }
    if (token.length > 1 && token.startsWith("{")) {
      return `(?:${inside.split(",").map(translate).join("|")})`;
    }
    const plain = token.length === 2 ? token.slice(1) : token;
    return plain.replaceAll(/[.+^${}()|[\]\\*?/-]/g, "\\$&");
  });
}
