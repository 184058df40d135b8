import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RedirectRules } from "./redirects.ts";

const site = "https://app.example.org";
const allows = (pattern: string, url: string) =>
  new RedirectRules([site], [pattern]).isAllowed(url);

describe("where a link may lead", () => {
  it.each([
    ["http://localhost:3000/**", "http://localhost:3000/a/b.c?d=e", true],
    ["http://localhost:3000/*", "http://localhost:3000/a", true],
    ["http://localhost:3000/*", "http://localhost:3000/a/b", false],
    ["https://*.example.org/", "https://eu.example.org/", true],
    ["https://*.example.org/", "https://a.eu.example.org/", false],
    ["https://*.example.org/", "https://evil.test/.example.org/", false],
    ["https://app-?.example.org/", "https://app-1.example.org/", true],
    ["https://app-?.example.org/", "https://app-12.example.org/", false],
    ["https://app-[0-9].example.org/", "https://app-7.example.org/", true],
    ["https://app-[!0-9].example.org/", "https://app-7.example.org/", false],
    ["https://app-[!0-9].example.org/", "https://app-x.example.org/", true],
    ["https://{eu,us}.example.org/{a,b/*}", "https://us.example.org/b/c", true],
    ["https://{eu,us}.example.org/{a,b/*}", "https://cn.example.org/a", false],
    ["https://www.example.org/", "https://wwwxexample.org/", false],
    ["https://www.example.org/a\\*", "https://www.example.org/a*", true],
    ["https://www.example.org/a\\*", "https://www.example.org/ab", false],
    ["org.example.app://callback", "org.example.app://callback", true],
    ["org.example.app://callback", "org.example.app://other", false],
    ["https://other.example.org", "https://other.example.org/", true],
    ["https://other.example.org", "https://other.example.org:444/", false],
  ])("%s and %s: %s", (pattern, url, expected) => {
    expect(allows(pattern, url)).toBe(expected);
  });

  it("is the site for anything that no rule names, whatever it looks like", () => {
    const rules = new RedirectRules([site], []);
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.string()), (wanted) => {
        const chosen = rules.choose(wanted);
        expect(new URL(chosen).origin).toBe(site);
      }),
      { numRuns: 40 },
    );
    expect(rules.choose(`${site}@evil.test/`)).toBe(site);
    expect(rules.choose(`${site}/inside`)).toBe(`${site}/inside`);
  });

  it("takes a rule of plain text for that text alone", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true }), (url) => {
        const { href } = new URL(url);
        if (/[*?[\]{}\\]/.test(href)) return;
        expect(allows(href, href)).toBe(true);
        expect(allows(href, `${href}x`)).toBe(false);
      }),
    );
  });
});
