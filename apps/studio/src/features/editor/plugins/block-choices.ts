import type { BlockType } from "@byteos/contracts/block";
import type { QuestionKind } from "@byteos/contracts/question";
import type { EditorNode } from "../document/editor-node.ts";
import { newQuestion, questionKindNames } from "../questions/new-question.ts";

/** Something that can be inserted. */
export interface BlockChoice {
  readonly id: string;
  readonly type: BlockType;
  readonly title: string;
  readonly hint: string;
  /** Typed alone after the slash, it puts this choice first. */
  readonly letter?: string;
  readonly words: string;
  /** Left out of the list until something is typed. */
  readonly isRare?: boolean;
  readonly make: () => EditorNode;
}

const plain = { blockId: null, sources: null };
const paragraph: EditorNode = { type: "paragraph", attrs: plain };
const cells = (type: string): EditorNode => ({
  type: "tableRow",
  content: [1, 2, 3].map(() => ({ type, attrs: { colspan: 1, rowspan: 1, colwidth: null } })),
});
const list = (type: string): EditorNode => ({
  type,
  attrs: plain,
  content: [{ type: "listItem", content: [paragraph] }],
});
const heading = (level: number): EditorNode => ({ type: "heading", attrs: { ...plain, level } });
const callout = (variant: string): EditorNode => ({
  type: "callout",
  attrs: { ...plain, variant, title: null },
  content: [paragraph],
});
const question = (kind: QuestionKind): EditorNode => ({
  type: "question",
  attrs: { ...plain, question: newQuestion(kind) },
});

const kindWords: Readonly<Record<QuestionKind, string>> = {
  single: "choice radio",
  multiple: "checkbox several",
  "true-false": "yes no statement",
  "fill-in": "cloze gap blank",
  order: "sequence sort steps",
  match: "pairs connect",
};

export const blockChoices: readonly BlockChoice[] = [
  {
    id: "question",
    type: "question",
    title: "Question",
    hint: "Choice, blanks, order or match",
    letter: "Q",
    words: "quiz ask test",
    make: () => question("single"),
  },
  {
    id: "callout",
    type: "callout",
    title: "Call-out",
    hint: "Note, tip, warning, example or exercise",
    letter: "N",
    words: "note box info",
    make: () => callout("note"),
  },
  {
    id: "image",
    type: "image",
    title: "Figure",
    hint: "A picture with a caption",
    letter: "F",
    words: "image photo picture",
    make: () => ({
      type: "image",
      attrs: {
        ...plain,
        assetId: null,
        alternativeText: null,
        isDecorative: false,
        width: null,
        height: null,
      },
    }),
  },
  {
    id: "code",
    type: "code",
    title: "Code",
    hint: "With its language and a caption",
    letter: "C",
    words: "program snippet",
    make: () => ({ type: "codeBlock", attrs: { ...plain, language: null, caption: null } }),
  },
  {
    id: "heading",
    type: "heading",
    title: "Heading",
    hint: "Starts a section; # and space does too",
    letter: "H",
    words: "title section h2",
    make: () => heading(2),
  },
  {
    id: "bullets",
    type: "list",
    title: "Bulleted list",
    hint: "Points in no order",
    letter: "L",
    words: "list unordered ul",
    make: () => list("bulletList"),
  },
  {
    id: "numbers",
    type: "list",
    title: "Numbered list",
    hint: "Steps in their order",
    letter: "O",
    words: "list ordered ol steps",
    make: () => list("orderedList"),
  },
  {
    id: "table",
    type: "table",
    title: "Table",
    hint: "Three columns to begin with",
    letter: "T",
    words: "grid rows columns",
    make: () => ({
      type: "table",
      attrs: { ...plain, caption: null },
      content: [cells("tableHeader"), cells("tableCell"), cells("tableCell")],
    }),
  },
  {
    id: "quote",
    type: "quote",
    title: "Quote",
    hint: "Someone's own words",
    letter: "U",
    words: "citation blockquote",
    make: () => ({ type: "quote", attrs: { ...plain, attribution: null } }),
  },
  {
    id: "divider",
    type: "divider",
    title: "Divider",
    hint: "A line between two thoughts",
    letter: "D",
    words: "line rule separator hr",
    make: () => ({ type: "divider", attrs: plain }),
  },
  {
    id: "heading-3",
    type: "heading",
    title: "Heading 3",
    hint: "A smaller heading",
    words: "subtitle section h3",
    isRare: true,
    make: () => heading(3),
  },
  {
    id: "heading-4",
    type: "heading",
    title: "Heading 4",
    hint: "The smallest heading",
    words: "subtitle section h4",
    isRare: true,
    make: () => heading(4),
  },
  ...(["multiple", "true-false", "fill-in", "order", "match"] as const).map(
    (kind): BlockChoice => ({
      id: `question-${kind}`,
      type: "question",
      title: questionKindNames[kind],
      hint: "Question",
      words: `question quiz ${kindWords[kind]}`,
      isRare: true,
      make: () => question(kind),
    }),
  ),
  ...(["tip", "warning", "example", "exercise"] as const).map((variant): BlockChoice => ({
    id: `callout-${variant}`,
    type: "callout",
    title: `${variant.slice(0, 1).toUpperCase()}${variant.slice(1)}`,
    hint: "Call-out",
    words: "callout note box",
    isRare: true,
    make: () => callout(variant),
  })),
];

/** Choices for what was typed after the slash, the likeliest first. */
export function findChoices(query: string): BlockChoice[] {
  const text = query.trim().toLowerCase();
  if (text === "") return blockChoices.filter((choice) => choice.isRare !== true);
  const rank = (choice: BlockChoice): number => {
    const title = choice.title.toLowerCase();
    if (choice.letter?.toLowerCase() === text) return 0;
    if (title.startsWith(text)) return 1;
    if (title.split(/[\s-]+/).some((word) => word.startsWith(text))) return 2;
    if (choice.words.split(" ").some((word) => word.startsWith(text))) return 3;
    return title.includes(text) ? 4 : 9;
  };
  return blockChoices
    .map((choice) => ({ choice, rank: rank(choice) }))
    .filter((entry) => entry.rank < 9)
    .toSorted((left, right) => left.rank - right.rank)
    .map((entry) => entry.choice);
}
