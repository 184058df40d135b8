import { expect, it } from "vitest";
import { parseNotebook } from "./notebook.ts";

const notebook = (cells: unknown[]) => JSON.stringify({ nbformat: 4, cells });
const code = (outputs: unknown[]) => ({ cell_type: "code", source: ["x = 1\n", "x"], outputs });

it("reads cells with what they gave, and leaves out what would have to be run", () => {
  const page = parseNotebook(
    notebook([
      { cell_type: "markdown", source: "# Knots" },
      code([
        { output_type: "stream", text: ["1\n"] },
        { output_type: "display_data", data: { "image/png": "aGk=\n", "text/plain": "figure" } },
        { output_type: "display_data", data: { "text/html": "<b>x</b>", "text/plain": ["plain"] } },
        { output_type: "display_data", data: { "application/javascript": "alert(1)" } },
        { output_type: "display_data", data: { "image/png": '"><script>' } },
        { output_type: "error", ename: "ValueError", evalue: "no" },
      ]),
    ]),
  );
  expect(page?.cells).toEqual([
    { kind: "markdown", source: "# Knots", count: null, outputs: [] },
    {
      kind: "code",
      source: "x = 1\nx",
      count: null,
      outputs: [
        { kind: "text", text: "1\n" },
        { kind: "image", address: "data:image/png;base64,aGk=" },
        { kind: "text", text: "plain" },
        { kind: "left-out", type: "application/javascript" },
        { kind: "left-out", type: "image/png" },
        { kind: "error", text: "ValueError: no" },
      ],
    },
  ]);
});

it.each([["no JSON"], ["[]"], ['{"cells":[]}'], ['{"nbformat":4,"cells":[{"source":1}]}']])(
  "takes %s for no notebook",
  (text) => {
    expect(parseNotebook(text)).toBeNull();
  },
);
