import { randomUUID } from "node:crypto";
import type { Block } from "@byteos/contracts/block";
import { BlockId } from "@byteos/contracts/ids";
import type {
  Flashcard,
  KeyTerm,
  ModuleContent,
  Objective,
} from "@byteos/contracts/module-content";
import type { Question, QuestionOption } from "@byteos/contracts/question";
import type { RichText, TextSpan } from "@byteos/contracts/rich-text";
import { richText } from "@byteos/contracts/words";

/** `**bold**` and `_italic_` in a line of text become marks; nothing nests. */
function words(line: string): RichText {
  return line
    .split(/(\*\*[^*]+\*\*|_[^_]+_)/)
    .filter((part) => part !== "")
    .map((part): TextSpan => {
      if (part.startsWith("**")) return { text: part.slice(2, -2), marks: ["bold"] };
      if (part.startsWith("_")) return { text: part.slice(1, -1), marks: ["italic"] };
      return { text: part };
    });
}

const newId = () => BlockId.parse(randomUUID());
const newOption = (text: string): QuestionOption => ({ id: randomUUID(), content: richText(text) });
const asked = (question: Question): Block => ({ id: newId(), type: "question", question });

export const paragraph = (line: string): Block => ({
  id: newId(),
  type: "paragraph",
  content: words(line),
});
export const heading = (text: string): Block => ({
  id: newId(),
  type: "heading",
  level: 2,
  content: richText(text),
});
export const list = (style: "bullet" | "ordered", lines: readonly string[]): Block => ({
  id: newId(),
  type: "list",
  style,
  items: lines.map((line) => ({ content: words(line) })),
});
export const table = (rows: readonly (readonly string[])[], caption: string): Block => ({
  id: newId(),
  type: "table",
  hasHeaderRow: true,
  rows: rows.map((cells) => cells.map((cell) => ({ content: richText(cell) }))),
  caption: richText(caption),
});
export const callout = (
  variant: "note" | "tip" | "warning" | "example" | "exercise",
  title: string,
  lines: readonly string[],
): Block => ({
  id: newId(),
  type: "callout",
  variant,
  title,
  children: lines.map((line) => ({ id: newId(), type: "paragraph", content: words(line) })),
});

interface Asked {
  readonly prompt: string;
  readonly explanation: string;
  readonly hints?: string[];
}
const askedParts = ({ prompt, explanation, hints }: Asked) => ({
  prompt: richText(prompt),
  explanation: richText(explanation),
  ...(hints === undefined ? {} : { hints }),
});

/** The right options are given by their place in `options`. */
export function choice(options: readonly string[], right: readonly number[], about: Asked): Block {
  const made = options.map(newOption);
  const ids = right.map((index) => made[index]?.id ?? "");
  const [only = ""] = ids;
  return asked(
    ids.length === 1
      ? { kind: "single", ...askedParts(about), options: made, correctId: only }
      : { kind: "multiple", ...askedParts(about), options: made, correctIds: ids },
  );
}

export const trueFalse = (answer: boolean, about: Asked): Block =>
  asked({ kind: "true-false", ...askedParts(about), answer });

/** `{a|b}` in the text is a blank that takes a or b. */
export function fillIn(text: string, about: Asked): Block {
  const blanks: { id: string; accepted: string[]; isCaseSensitive: boolean }[] = [];
  const segments = text
    .split(/(\{[^}]+\})/)
    .filter((part) => part !== "")
    .map((part) => {
      if (!part.startsWith("{")) return { text: part };
      const id = randomUUID();
      blanks.push({ id, accepted: part.slice(1, -1).split("|"), isCaseSensitive: false });
      return { blankId: id };
    });
  return asked({ kind: "fill-in", ...askedParts(about), segments, blanks });
}

export const order = (steps: readonly string[], about: Asked): Block =>
  asked({ kind: "order", ...askedParts(about), items: steps.map(newOption) });

export const match = (pairs: readonly (readonly [string, string])[], about: Asked): Block =>
  asked({
    kind: "match",
    ...askedParts(about),
    pairs: pairs.map(([left, right]) => ({
      leftId: randomUUID(),
      left: richText(left),
      rightId: randomUUID(),
      right: richText(right),
    })),
  });

export interface ModuleParts {
  readonly title: string;
  readonly objectives: readonly string[];
  readonly terms: readonly (readonly [term: string, definition: string])[];
  readonly blocks: Block[];
}

/** Each key term is a flashcard too. */
export function makeContent({ objectives, terms, blocks }: ModuleParts): ModuleContent {
  return {
    version: 1,
    blocks,
    objectives: objectives.map((text): Objective => ({ id: randomUUID(), text })),
    terms: terms.map(([term, definition]): KeyTerm => ({ id: randomUUID(), term, definition })),
    cards: terms.map(([term, definition]): Flashcard => ({
      id: randomUUID(),
      front: richText(term),
      back: richText(definition),
    })),
  };
}
