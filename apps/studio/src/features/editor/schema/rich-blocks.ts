import { calloutVariants } from "@byteos/contracts/block";
import { Question } from "@byteos/contracts/question";
import { Node } from "@tiptap/core";
import { TableCell, TableHeader, TableRow, Table } from "@tiptap/extension-table";
import { blockAttributes, plainAttribute } from "./block-attributes.ts";

const knownVariants: readonly string[] = calloutVariants;

export const Callout = Node.create({
  name: "callout",
  group: "block",
  content: "calloutChild*",
  defining: true,
  isolating: true,
  addAttributes: () => ({
    ...blockAttributes(),
    variant: {
      default: "note",
      parseHTML: (element: HTMLElement) => {
        const variant = element.dataset.callout ?? "";
        return knownVariants.includes(variant) ? variant : "note";
      },
      renderHTML: (attributes: Record<string, unknown>) => ({ "data-callout": attributes.variant }),
    },
    title: plainAttribute<string | null>(null, "title"),
  }),
  parseHTML: () => [{ tag: "aside[data-callout]" }, { tag: "aside" }],
  renderHTML: ({ HTMLAttributes }) => ["aside", HTMLAttributes, 0],
});

/** The picture is an uploaded asset; the words inside the node are its caption. */
export const Image = Node.create({
  name: "image",
  group: "block calloutChild",
  content: "inline*",
  isolating: true,
  addAttributes: () => ({
    ...blockAttributes(),
    assetId: plainAttribute<string | null>(null, "data-asset-id"),
    alternativeText: plainAttribute<string | null>(null, "data-alternative-text"),
    isDecorative: plainAttribute(false),
    width: plainAttribute<number | null>(null),
    height: plainAttribute<number | null>(null),
  }),
  parseHTML: () => [{ tag: "figure[data-asset-id]" }],
  renderHTML: ({ node, HTMLAttributes }) => [
    "figure",
    {
      ...HTMLAttributes,
      "data-asset-id": String(node.attrs.assetId ?? ""),
      ...(node.attrs.alternativeText === null
        ? {}
        : { "data-alternative-text": String(node.attrs.alternativeText) }),
    },
    ["figcaption", 0],
  ],
});

export const QuestionNode = Node.create({
  name: "question",
  group: "block",
  atom: true,
  selectable: true,
  addAttributes: () => ({
    ...blockAttributes(),
    question: {
      default: null,
      parseHTML: (element: HTMLElement) => {
        try {
          return Question.parse(JSON.parse(element.dataset.question ?? ""));
        } catch {
          return null;
        }
      },
      renderHTML: (attributes: Record<string, unknown>) => ({
        "data-question": JSON.stringify(attributes.question),
      }),
    },
  }),
  parseHTML: () => [{ tag: "section[data-question]" }],
  renderHTML: ({ HTMLAttributes }) => ["section", HTMLAttributes],
});

/** Cells hold words, not blocks, as in the contract. */
export const TableNodes = [
  Table.extend({
    group: "block calloutChild",
    content: "tableRow+",
    addAttributes() {
      return { ...blockAttributes(), caption: plainAttribute<unknown>(null) };
    },
  }).configure({ resizable: false, allowTableNodeSelection: true, renderWrapper: false }),
  TableRow.extend({ content: "(tableCell | tableHeader)+" }),
  TableCell.extend({ content: "inline*" }),
  TableHeader.extend({ content: "inline*" }),
] as const;
