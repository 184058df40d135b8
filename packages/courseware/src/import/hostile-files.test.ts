import { isAppError } from "@byteos/contracts/errors";
import { ImportedDocument } from "@byteos/contracts/imported-document";
import { describe, expect, it } from "vitest";
import { parseDocument } from "./parse-document.ts";
import { column, makePdf } from "./testing/make-pdf.ts";
import { makeDocx, makeZip, relationshipsPart } from "./testing/make-zip.ts";

/** The code of the refusal, which always comes with words for the person. */
async function codeOf(fileName: string, bytes: Uint8Array): Promise<string> {
  try {
    await parseDocument({ fileName, bytes });
    return "none";
  } catch (error) {
    if (!isAppError(error)) throw error;
    const isExplained = error.message.length > 10 && (error.suggestion?.length ?? 0) > 10;
    return isExplained ? error.code : `${error.code} without words`;
  }
}

const paragraph = "<w:p><w:r><w:t>Hello there, reader.</w:t></w:r></w:p>";
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

describe("files that cannot be imported", () => {
  it("names an empty file", async () => {
    expect(await codeOf("a.pdf", new Uint8Array(0))).toBe("import.empty-file");
  });

  it("names the promised and the real type of a wrong extension", async () => {
    expect(await codeOf("photo.pdf", png)).toBe("import.wrong-type");
    expect(await codeOf("letter.docx", Buffer.from("# Just text"))).toBe("import.wrong-type");
    expect(
      await codeOf("letter.docx", makePdf([[{ x: 72, y: 700, size: 10, text: "A PDF" }]])),
    ).toBe("import.wrong-type");
    expect(await codeOf("archive.docx", makeZip([{ name: "a.txt", data: "x" }]))).toBe(
      "import.wrong-type",
    );
    await expect(
      parseDocument({ fileName: "notes.pdf", bytes: makeDocx(paragraph) }),
    ).rejects.toThrow(/\.pdf.*Word/);
  });

  it("refuses programs and old Office files", async () => {
    expect(await codeOf("run.exe", Buffer.from([0x4d, 0x5a, 0x90, 0, 3]))).toBe(
      "import.unsupported-type",
    );
    expect(await codeOf("old.doc", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toBe(
      "import.unsupported-type",
    );
  });

  it("recognises a PDF with a password", async () => {
    const encryption =
      "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" +
      "41".repeat(32) +
      "> /U <" +
      "42".repeat(32) +
      "> >> /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]";
    const file = makePdf([[{ x: 72, y: 700, size: 10, text: "Secret words" }]], encryption);
    expect(await codeOf("a.pdf", file)).toBe("import.encrypted-pdf");
  });

  it("recognises a PDF without text", async () => {
    expect(await codeOf("scan.pdf", makePdf([[], [], []]))).toBe("import.no-text");
  });

  it("recognises files that end too early", async () => {
    const pdf = makePdf([
      column(
        Array.from({ length: 40 }, (_, index) => `Line ${index} of a long text`),
        72,
        780,
      ),
    ]);
    expect(await codeOf("a.pdf", pdf.subarray(0, pdf.length - 900))).toBe("import.truncated");
    const docx = makeDocx(paragraph.repeat(200));
    expect(await codeOf("a.docx", docx.subarray(0, docx.length - 100))).toBe("import.truncated");
  });

  it("refuses more than 200 MB", async () => {
    const large = Buffer.alloc(200 * 1024 * 1024 + 1, 0x20);
    expect(await codeOf("a.md", large)).toBe("import.too-large");
  });

  it("refuses a ZIP bomb by its directory, by what comes out, and by repeated entries", async () => {
    const zeros = Buffer.alloc(40 * 1024 * 1024);
    expect(
      await codeOf("bomb.docx", makeDocx(paragraph, [{ name: "word/media/a.bin", data: zeros }])),
    ).toBe("import.zip-bomb");
    const lying = makeDocx(paragraph, [
      { name: "word/media/a.bin", data: zeros, claimedSize: 1_000 },
    ]);
    expect(["import.zip-bomb", "import.truncated"]).toContain(await codeOf("bomb.docx", lying));
    const twice = makeDocx(paragraph, [{ name: "word/document.xml", data: "<x/>" }]);
    expect(await codeOf("twice.docx", twice)).toBe("import.zip-bomb");
  });

  it("refuses XML entities", async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
    const docx = makeDocx(paragraph, [
      { name: "word/styles.xml", data: `<?xml version="1.0"?>${bomb}<w:styles>&b;</w:styles>` },
    ]);
    expect(await codeOf("a.docx", docx)).toBe("import.unreadable");
  });

  it("refuses remote templates and objects, and imports with linked pictures left out", async () => {
    const base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const template = relationshipsPart(
      `<Relationship Id="rId9" Type="${base}/attachedTemplate" Target="http://192.0.2.1/evil.dotm" TargetMode="External"/>`,
    );
    expect(await codeOf("a.docx", makeDocx(paragraph, [template]))).toBe(
      "import.external-reference",
    );
    const object = relationshipsPart(
      `<Relationship Id="rId9" Type="${base}/oleObject" Target="file://server/share/x.xls" TargetMode="External"/>`,
    );
    expect(await codeOf("a.docx", makeDocx(paragraph, [object]))).toBe("import.external-reference");
    const picture = relationshipsPart(
      `<Relationship Id="rId9" Type="${base}/image" Target="http://192.0.2.1/pixel.png" TargetMode="External"/>`,
    );
    const { document } = await parseDocument({
      fileName: "a.docx",
      bytes: makeDocx(paragraph, [picture]),
    });
    expect(document.text).toBe("Hello there, reader.");
    expect(document.warnings.join(" ")).toContain("linked");
  });

  it("stops when it is cancelled", async () => {
    const controller = new AbortController();
    const pages = Array.from({ length: 30 }, (_, page) =>
      column([`Page ${page} has words on it`, "and a second line"], 72, 700),
    );
    const seen: number[] = [];
    const parsing = parseDocument({
      fileName: "a.pdf",
      bytes: makePdf(pages),
      signal: controller.signal,
      onProgress: (progress) => {
        seen.push(progress.done);
        if (progress.done === 3) controller.abort();
      },
    });
    await expect(parsing).rejects.toMatchObject({ code: "import.cancelled" });
    expect(Math.max(...seen)).toBeLessThan(10);
  });
});

describe("scripts and links", () => {
  const hostile = [
    '<p>Before</p><script>alert("owned")</script><style>p{}</style>',
    '<a href="javascript:alert(1)">one</a> <a href=" java\nscript:alert(1)">two</a> <a href="data:text/html,x">three</a>',
    '<img src=x onerror="alert(1)" alt="pic"><iframe src="http://192.0.2.1"></iframe><svg onload=alert(1)><text>svg</text></svg>',
    '<form action="/x"><input value="typed"><textarea>area</textarea></form><object data="x"></object>',
    '<a href="https://example.org/">fine</a> <p onclick="steal()">After</p>',
  ].join("\n");

  it.each(["page.html", "page.md"])("leaves nothing that runs in %s", async (fileName) => {
    const source = fileName.endsWith(".md")
      ? `# Title\n\n${hostile}\n\n[md](javascript:alert(2)) [ok](https://example.org/b) <script>alert(3)</script>\n`
      : `<html><body>${hostile}</body></html>`;
    const { document } = await parseDocument({ fileName, bytes: Buffer.from(source) });
    const json = JSON.stringify(document);
    expect(json).not.toMatch(
      /alert|owned|javascript:|onerror|onclick|data:text|typed|area|<script|<iframe/i,
    );
    expect(json).toContain("https://example.org/");
    expect(document.text).toMatch(/Before[\s\S]*one two three[\s\S]*After/);
    expect(() => ImportedDocument.parse(document)).not.toThrow();
  });

  it("decodes contained pictures and fetches none", async () => {
    const html = `<p>Look:</p><img alt="dot" src="data:image/png;base64,${png.toString("base64")}"><img alt="far" src="https://example.org/x.png">`;
    const { document, images } = await parseDocument({
      fileName: "a.html",
      bytes: Buffer.from(html),
    });
    const pictures = document.elements.filter((element) => element.kind === "image");
    expect(pictures.map((picture) => picture.imageKey !== null)).toEqual([true, false]);
    expect(
      [...images.values()].map(({ mediaType, width, height }) => ({ mediaType, width, height })),
    ).toEqual([{ mediaType: "image/png", width: 1, height: 1 }]);
  });

  it.each([
    ["deep.html", `${"<div>".repeat(30_000)}deep words${"</div>".repeat(30_000)}`],
    ["lists.html", `${"<ul><li>".repeat(3_000)}deep words`],
    ["quotes.md", `${">".repeat(4_000)} deep words`],
    ["lists.md", `${"- ".repeat(1_500)}deep words`],
  ])("survives absurd nesting in %s", async (fileName, text) => {
    const outcome = await parseDocument({ fileName, bytes: Buffer.from(text) }).then(
      ({ document }) => ImportedDocument.safeParse(document).success,
      (error: unknown) => isAppError(error) && error.code === "import.too-complex",
    );
    expect(outcome).toBe(true);
  });
});
