import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { MarkdownView } from "../src/patterns/repository/markdown-view.tsx";

const show = (text: string, folder = "docs") =>
  renderToStaticMarkup(
    <MarkdownView
      text={text}
      folder={folder}
      hrefOf={(path) => `/show?path=${path}`}
      rawHrefOf={(path) => `/raw?path=${path}`}
    />,
  );

describe("Markdown of strangers", () => {
  it.each([
    ["<script>alert(1)</script>", /<script/i],
    ['<img src=x onerror="alert(1)">', /<img/i],
    ["[x](javascript:alert(1))", /href/i],
    ["[x](JaVaScRiPt:alert(1))", /href/i],
    ["[x](data:text/html,<script>1</script>)", /href/i],
    ["![x](https://tracker.example/p.png)", /tracker\.example\/p\.png"/],
    ["![x](//tracker.example/p.png)", /src=/i],
    ["[x](../../../etc/passwd)", /href/i],
    ["<iframe src=/></iframe>", /<iframe/i],
  ])("shows %j without what it would do", (text, never) => {
    expect(show(text)).not.toMatch(never);
  });

  it("makes nothing but the elements that it knows, whatever the text", () => {
    const parts = fc.constantFrom(
      "<",
      ">",
      "script",
      "/",
      "](",
      "[",
      "!",
      "javascript:",
      "onclick=",
      '"',
      "\n",
      "#",
      "`",
      "|",
      "a",
      " ",
      "&lt;",
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (words) => {
        const html = show(words.join(""));
        expect(html).not.toMatch(/<(?:script|iframe|object|embed|style|form)/i);
        expect(html).not.toMatch(/<[^>]+\son[a-z]+=/i);
        expect(html).not.toMatch(/(?:href|src)="(?!\/show|\/raw|https?:|mailto:)/i);
      }),
    );
  });
});

it("leads relative links to files of the repository, and pictures to their bytes", () => {
  expect(show("[a](../src/a.py#L3)")).toContain('href="/show?path=src/a.py"');
  expect(show("[a](/README.md)")).toContain('href="/show?path=README.md"');
  expect(show("![a](img/b%20c.png)")).toContain('src="/raw?path=docs/img/b c.png"');
  expect(show("[a](https://example.org)")).toContain('rel="noopener noreferrer nofollow"');
});

it("sets headings below the page's own, tables, tasks and code", () => {
  const html = show(
    "# One\n\n- [x] done\n\n| a | b |\n| - | -: |\n| 1 | 2 |\n\n```py\nx = 1\n```\n",
  );
  expect(html).toContain("<h2");
  expect(html).toContain("Done: ");
  expect(html).toMatch(/<th[^>]*text-end[^>]*>b</);
  expect(html).toContain("<pre");
});
