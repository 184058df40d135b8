import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { repositoryRoot } from "./options.ts";
import { PaintFirst } from "./paint-first.ts";

const page =
  '<!DOCTYPE html><html><head><link rel="stylesheet" href="/_next/static/a.css"/>' +
  '<link rel="preload" as="script" fetchPriority="low" nonce="bm9uY2U=" href="/_next/static/b.js"/>' +
  '<script src="/_next/static/a.js" async="" nonce="bm9uY2U="></script>' +
  '<script src="/_next/static/old.js" noModule="" nonce="bm9uY2U="></script></head>' +
  '<body><p>Grüße &lt;script src=</p><script nonce="bm9uY2U=">self.x=1</script>' +
  '<script src="/_next/static/b.js" nonce="bm9uY2U=" async=""></script></body></html>';

describe("a page that paints first", () => {
  it("adds its scripts later and keeps everything else", () => {
    const pages = new PaintFirst();
    const html = pages.push(page) + pages.end();
    expect(html).not.toContain('as="script"');
    expect(html).not.toMatch(/<script[^>]*src="\/_next\/static\/[ab]\.js"/);
    expect(html).toContain('__wake("/_next/static/a.js")</script>');
    expect(html).toContain('__wake("/_next/static/b.js")</script>');
    expect(html.match(/<script nonce="bm9uY2U=">/g)).toHaveLength(3);
    expect(html).toContain(
      '<script src="/_next/static/old.js" noModule="" nonce="bm9uY2U="></script>',
    );
    expect(html).toContain(
      '<p>Grüße &lt;script src=</p><script nonce="bm9uY2U=">self.x=1</script>',
    );
  });

  it("holds nothing back from a page that its scripts alone fill", () => {
    const empty = page.replace("<html>", '<html id="__next_error__">');
    fc.assert(
      fc.property(fc.nat(empty.length), (cut) => {
        const pages = new PaintFirst();
        expect(pages.push(empty.slice(0, cut)) + pages.push(empty.slice(cut)) + pages.end()).toBe(
          empty,
        );
      }),
    );
  });

  it("is the same however the document is cut", () => {
    const whole = new PaintFirst();
    const expected = whole.push(page) + whole.end();
    fc.assert(
      fc.property(fc.array(fc.nat(page.length), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.toSorted((a, b) => a - b), page.length];
        const pages = new PaintFirst();
        const html = places
          .slice(1)
          .map((end, index) => pages.push(page.slice(places[index], end)))
          .join("");
        expect(html + pages.end()).toBe(expected);
      }),
    );
  });
});

const preload = pathToFileURL(join(repositoryRoot, "scripts/stack/paint-first-preload.ts")).href;
const server = `
  require("node:http").createServer((request, response) => {
    if (request.url === "/data") {
      response.writeHead(200, { "content-type": "application/json" });
      return response.end('{"a":"<script src=1>"}');
    }
    response.setHeader("content-type", "text/html; charset=utf-8");
    if (request.url === "/large") {
      const pieces = Array.from({ length: 200 }, (_, i) => require("node:crypto").randomBytes(12_288).toString("hex"));
      return require("node:stream").Readable.from(pieces).pipe(response);
    }
    response.setHeader("content-length", "9999");
    response.write('<p>ü</p><script src="/_next/sta');
    response.write(Buffer.from('tic/a.js" async=""></script>'));
    response.end(request.headers["accept-encoding"] ?? "plain");
  }).listen(0, "127.0.0.1", function () { console.log(this.address().port); });`;

describe("documents of a server", () => {
  it("are rewritten and compressed; what is not a document is left alone", async () => {
    const child = spawn(process.execPath, ["--import", preload, "-e", server], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const [line] = await once(child.stdout, "data");
      const base = `http://127.0.0.1:${String(line).trim()}`;
      const headers = { accept: "text/html", "accept-encoding": "gzip" };
      const document = await fetch(base, { headers });
      expect(document.headers.get("content-encoding")).toBe("gzip");
      const html = await document.text();
      expect(html).toMatch(
        /^<p>ü<\/p><script>.*__wake\("\/_next\/static\/a\.js"\)<\/script>plain$/,
      );
      const plain = await fetch(base, {
        headers: { accept: "text/html", "accept-encoding": "identity" },
      });
      expect(plain.headers.get("content-encoding")).toBeNull();
      expect(await plain.text()).toBe(html);
      const large = await fetch(`${base}/large`, { headers });
      expect((await large.text()).length).toBe(200 * 24_576);
      const data = await fetch(`${base}/data`, { headers });
      expect(await data.text()).toBe('{"a":"<script src=1>"}');
    } finally {
      child.kill();
    }
  });
});
