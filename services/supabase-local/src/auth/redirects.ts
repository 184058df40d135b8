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

/** `*` matches within a part of the address (no `.` or `/`), `**` anything, `?` one character. */
function compilePattern(pattern: string): RegExp {
  const source = pattern.replaceAll(/\*\*|\*|\?|[.+^${}()|[\]\\]/g, (token) => {
    if (token === "**") return ".*";
    if (token === "*") return "[^./]*";
    if (token === "?") return "[^./]";
    return `\\${token}`;
  });
  return new RegExp(`^${source}$`);
}
