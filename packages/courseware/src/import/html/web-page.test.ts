import { plainText } from "@byteos/contracts/words";
import { describe, expect, it } from "vitest";
import { parseDocument } from "../parse-document.ts";

const words =
  "A knot holds a rope, and every sailor knows at least three of them by heart. ".repeat(6);
const article = `<h1>Tying knots</h1><p>${words}</p><h2>Bowline</h2><p>${words}</p><ul><li>Loop<ul><li>left over right</li></ul></li></ul><table><tr><th>Knot</th><th colspan="2">Use</th></tr><tr><td>Bowline</td><td>Loop</td><td>Sea</td></tr></table><pre><code class="language-js">let a = 1;\nlet b = 2;</code></pre>`;
const menu = `<nav><a href="/">Home page</a> <a href="/a">About us</a></nav>`;

async function read(html: string) {
  const { document } = await parseDocument({ fileName: "page.html", bytes: Buffer.from(html) });
  return document;
}

describe("web pages", () => {
  it.each([
    ["a main element", `<body>${menu}<main>${article}</main><footer>Legal notice</footer></body>`],
    [
      "an article",
      `<body><header>${menu}</header><article>${article}</article><aside>Buy now</aside></body>`,
    ],
    [
      "plain divisions",
      `<body><header>${menu}</header><div>${article}</div><aside>Buy now</aside><footer>Legal notice</footer></body>`,
    ],
    [
      "a crowd of links",
      `<body>${menu}<div class="related">${'<p><a href="/x">Another story that you may like to read some time</a></p>'.repeat(40)}</div><div class="content">${article}</div></body>`,
    ],
  ])("are read without their menus: %s", async (_name, body) => {
    const document = await read(
      `<!doctype html><html lang="en"><head><title>Tying knots</title></head>${body}</html>`,
    );
    expect(document.title).toBe("Tying knots");
    expect(document.language).toBe("en");
    expect(document.text).not.toMatch(/Home page|About us|Buy now|Legal notice/);
    const headings = document.elements.filter((element) => element.kind === "heading");
    expect(headings.map((heading) => plainText(heading.content))).toEqual([
      "Tying knots",
      "Bowline",
    ]);
    expect(
      document.elements.find((element) => element.kind === "list")?.items[0]?.list?.items,
    ).toHaveLength(1);
    expect(
      document.elements.find((element) => element.kind === "table")?.rows[0]?.[1]?.columnSpan,
    ).toBe(2);
    expect(document.elements.find((element) => element.kind === "code")).toMatchObject({
      language: "js",
      code: "let a = 1;\nlet b = 2;",
    });
  });
});
