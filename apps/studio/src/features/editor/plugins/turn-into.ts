import type { EditorNode } from "../document/editor-node.ts";

export const turnTargets = [
  "paragraph",
  "heading-2",
  "heading-3",
  "heading-4",
  "bulletList",
  "orderedList",
  "quote",
  "codeBlock",
  "callout",
] as const;
export type TurnTarget = (typeof turnTargets)[number];

export const turnTargetNames: Readonly<Record<TurnTarget, string>> = {
  paragraph: "Paragraph",
  "heading-2": "Heading 2",
  "heading-3": "Heading 3",
  "heading-4": "Heading 4",
  bulletList: "Bulleted list",
  orderedList: "Numbered list",
  quote: "Quote",
  codeBlock: "Code",
  callout: "Call-out",
};

type Line = readonly EditorNode[];

const textOf = (line: Line) =>
  line.map((node) => (node.type === "hardBreak" ? "\n" : (node.text ?? ""))).join("");

function linesOf(node: EditorNode): Line[] {
  switch (node.type) {
    case "paragraph":
    case "heading":
    case "quote":
      return [node.content ?? []];
    case "codeBlock":
      return textOf(node.content ?? [])
        .split("\n")
        .map((text) => (text === "" ? [] : [{ type: "text", text }]));
    case "callout":
    case "bulletList":
    case "orderedList":
    case "listItem":
      return (node.content ?? []).flatMap(linesOf);
    default:
      return [];
  }
}

/** Pictures, tables, questions and dividers have no words to turn into something else. */
export function canTurn(node: EditorNode): boolean {
  return (
    linesOf(node).length > 0 && (node.type !== "callout" || (node.content ?? []).every(canTurn))
  );
}

const plain = { blockId: null, sources: null };
const paragraph = (attrs: EditorNode["attrs"], content: Line): EditorNode => ({
  type: "paragraph",
  ...(attrs === undefined ? {} : { attrs }),
  content,
});

/** The block in another form. The first node keeps the id, all keep the sources; no word is lost. */
export function turnInto(node: EditorNode, target: TurnTarget): EditorNode[] {
  const lines = linesOf(node);
  const identity = { blockId: node.attrs?.blockId ?? null, sources: node.attrs?.sources ?? null };
  const next = { blockId: null, sources: identity.sources };
  const filled = lines.filter((line) => line.length > 0);
  const kept = filled.length > 0 ? filled : [[]];
  const [first = [], ...rest] = kept;
  switch (target) {
    case "paragraph":
      return [paragraph(identity, first), ...rest.map((line) => paragraph(next, line))];
    case "heading-2":
    case "heading-3":
    case "heading-4":
      return [
        { type: "heading", attrs: { ...identity, level: Number(target.at(-1)) }, content: first },
        ...rest.map((line) => paragraph(next, line)),
      ];
    case "bulletList":
    case "orderedList":
      return [
        {
          type: target,
          attrs: identity,
          content: kept.map((line) => ({ type: "listItem", content: [paragraph(plain, line)] })),
        },
      ];
    case "quote":
      return [
        {
          type: "quote",
          attrs: { ...identity, attribution: null },
          content: kept.flatMap((line, index) =>
            index > 0 ? [{ type: "hardBreak" }, ...line] : line,
          ),
        },
      ];
    case "codeBlock": {
      const text = lines.map(textOf).join("\n");
      return [
        {
          type: "codeBlock",
          attrs: { ...identity, language: null, caption: null },
          ...(text === "" ? {} : { content: [{ type: "text", text }] }),
        },
      ];
    }
    case "callout":
      return [
        {
          type: "callout",
          attrs: { ...identity, variant: "note", title: null },
          content: kept.map((line) => paragraph(plain, line)),
        },
      ];
  }
}
