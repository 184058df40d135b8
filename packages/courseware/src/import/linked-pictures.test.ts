import { describe, expect, it } from "vitest";
import { parseDocument } from "./parse-document.ts";

const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const beside = {
  documentPath: "knots/text/01.md",
  pictures: new Map([
    ["knots/fig/loop.png", () => picture],
    ["knots/fig/not-a-picture.png", () => Buffer.from("<svg onload=alert(1)>")],
    ["secret.png", () => picture],
  ]),
};

async function images(fileName: string, text: string) {
  const { document, images: kept } = await parseDocument({
    fileName,
    bytes: Buffer.from(text),
    beside: { ...beside, documentPath: `knots/text/${fileName}` },
  });
  return {
    shown: document.elements.flatMap((element) =>
      element.kind === "image" ? [[element.imageKey !== null, element.alternativeText]] : [],
    ),
    kept: kept.size,
    warnings: document.warnings,
  };
}

describe("pictures that came in the same folder", () => {
  it("are shown where Markdown links to them, with its words, and kept once", async () => {
    const read = await images(
      "01.md",
      "# Loops\n\n![A loop](../fig/loop.png)\n\nA loop holds.\n\n![](../fig/loop.png){alt='The same loop'}\n",
    );
    expect(read).toEqual({
      shown: [
        [true, "A loop"],
        [true, "The same loop"],
      ],
      kept: 1,
      warnings: [],
    });
  });

  it("are shown where HTML links to them", async () => {
    const read = await images(
      "01.html",
      `<h1>Loops</h1><p>A loop holds.</p><img src="../fig/loop.png" alt="A loop">`,
    );
    expect(read).toMatchObject({ shown: [[true, "A loop"]], kept: 1, warnings: [] });
  });

  it("are left out when they are none, elsewhere, or outside of the folder", async () => {
    const read = await images(
      "01.md",
      "# Loops\n\n![None](../fig/not-a-picture.png)\n\n![Away](https://example.org/loop.png)\n\n![Out](../../../secret.png)\n\n![Gone](gone.png)\n",
    );
    expect(read.shown).toEqual([
      [false, "None"],
      [false, "Away"],
      [false, "Out"],
      [false, "Gone"],
    ]);
    expect(read.kept).toBe(0);
    expect(read.warnings).toEqual(["4 picture(s) are linked and did not come with the document."]);
  });
});
