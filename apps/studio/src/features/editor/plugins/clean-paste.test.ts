// @vitest-environment jsdom
import { Editor } from "@tiptap/core";
import { afterEach, expect, test } from "vitest";
import { blocksOf } from "../document/from-editor.ts";
import { schemaExtensions } from "../schema/editor-schema.ts";
import { BlockIds } from "./block-ids.ts";
import { cleanPastedHtml } from "./clean-paste.ts";

let editor: Editor | undefined;
afterEach(() => editor?.destroy());

function paste(html: string) {
  editor = new Editor({ extensions: [...schemaExtensions, BlockIds], injectCSS: false });
  editor.commands.insertContent(cleanPastedHtml(html), {
    parseOptions: { preserveWhitespace: false },
  });
  return blocksOf(editor.state.doc.toJSON());
}

test("a table from a word processor keeps its cells, and a cell its lines", () => {
  const [table, ...others] = paste(
    `<table class=MsoTableGrid><tr><td><p class=MsoNormal>A</p></td><td><p>B</p><p>C</p></td></tr>
     <tr><td><ul><li>D</li><li>E</li></ul></td><td>F</td></tr></table>`,
  );
  expect(others).toEqual([]);
  expect(table).toMatchObject({
    type: "table",
    rows: [
      [{ content: [{ text: "A" }] }, { content: [{ text: "B\nC" }] }],
      [{ content: [{ text: "D\nE" }] }, { content: [{ text: "F" }] }],
    ],
  });
});

test("a list that Word drew with bullets is a list, and nothing of its dress stays", () => {
  const bullet = "<span style='mso-list:Ignore'>·</span>";
  const blocks = paste(
    `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>${bullet}First<o:p></o:p></p>
     <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>${bullet}<b>Second</b></p>`,
  );
  expect(blocks).toMatchObject([
    {
      type: "list",
      style: "bullet",
      items: [{ content: [{ text: "First" }] }, { content: [{ text: "Second", marks: ["bold"] }] }],
    },
  ]);
});

test("scripts, pictures from elsewhere and handlers do not come along", () => {
  const html = cleanPastedHtml(
    `<p onclick="run()">Words<script>run()</script><img src="https://example.com/track.png"></p>`,
  );
  expect(html).toBe("<p>Words</p>");
});
