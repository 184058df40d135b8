import type { Question, QuestionKind, QuestionOption } from "@byteos/contracts/question";
import { plainText } from "@byteos/contracts/words";
import { makeLocalId } from "@byteos/courseware/blocks/make-id";

export const questionKindNames: Readonly<Record<QuestionKind, string>> = {
  single: "One right answer",
  multiple: "Several right answers",
  "true-false": "True or false",
  "fill-in": "Fill in the blanks",
  order: "Put in order",
  match: "Match pairs",
};

export function newOption(): QuestionOption {
  return { id: makeLocalId(), content: [] };
}

export function newPair() {
  return { leftId: makeLocalId(), left: [], rightId: makeLocalId(), right: [] };
}

export function newQuestion(kind: QuestionKind): Question {
  const prompt: Question["prompt"] = [];
  switch (kind) {
    case "single":
      return { kind, prompt, options: [newOption(), newOption(), newOption()], correctId: null };
    case "multiple":
      return { kind, prompt, options: [newOption(), newOption(), newOption()], correctIds: [] };
    case "true-false":
      return { kind, prompt, answer: null };
    case "fill-in":
      return { kind, prompt, segments: [], blanks: [] };
    case "order":
      return { kind, prompt, items: [newOption(), newOption(), newOption()] };
    case "match":
      return { kind, prompt, pairs: [newPair(), newPair(), newPair()] };
  }
}

function optionsOf(question: Question): QuestionOption[] {
  switch (question.kind) {
    case "single":
    case "multiple":
      return question.options;
    case "order":
      return question.items;
    case "match":
      return question.pairs.map((pair) => ({ id: pair.leftId, content: pair.left }));
    case "true-false":
    case "fill-in":
      return [];
  }
}

function correctOf(question: Question): string[] {
  if (question.kind === "single") return question.correctId === null ? [] : [question.correctId];
  return question.kind === "multiple" ? question.correctIds : [];
}

function askedOf(question: Question) {
  const { prompt, explanation, hints } = question;
  return {
    prompt,
    ...(explanation === undefined ? {} : { explanation }),
    ...(hints === undefined ? {} : { hints }),
  };
}

/** The question in another kind: prompt, hints, explanation and as many choices as the new kind can use stay. */
export function changeKind(question: Question, kind: QuestionKind): Question {
  if (question.kind === kind) return question;
  const asked = askedOf(question);
  const options = optionsOf(question);
  const fresh = newQuestion(kind);
  const correct = correctOf(question);
  switch (fresh.kind) {
    case "single":
      return {
        ...fresh,
        ...asked,
        ...(options.length > 0 ? { options } : {}),
        correctId: correct[0] ?? null,
      };
    case "multiple":
      return {
        ...fresh,
        ...asked,
        ...(options.length > 0 ? { options } : {}),
        correctIds: correct,
      };
    case "order":
      return { ...fresh, ...asked, ...(options.length > 0 ? { items: options } : {}) };
    case "match":
      return {
        ...fresh,
        ...asked,
        ...(options.length > 0
          ? {
              pairs: options.map(({ id, content }) => ({
                leftId: id,
                left: content,
                rightId: makeLocalId(),
                right: [],
              })),
            }
          : {}),
      };
    case "true-false":
    case "fill-in":
      return { ...fresh, ...asked };
  }
}

type FillIn = Extract<Question, { kind: "fill-in" }>;

/** A fill-in as its author types it: blanks in brackets, other accepted answers after a bar. */
export function fillInSource(question: FillIn): string {
  const blanks = new Map(question.blanks.map((blank) => [blank.id, blank]));
  return question.segments
    .map((segment) =>
      "text" in segment
        ? segment.text
        : `[${(blanks.get(segment.blankId)?.accepted ?? []).join(" | ")}]`,
    )
    .join("");
}

/** Reads what `fillInSource` writes; blanks keep their ids by place, so that answers stay comparable. */
export function parseFillIn(question: FillIn, source: string): FillIn {
  const segments: FillIn["segments"] = [];
  const blanks: FillIn["blanks"] = [];
  const known = question.segments.flatMap((segment) =>
    "blankId" in segment ? [segment.blankId] : [],
  );
  const isCaseSensitive = question.blanks.some((blank) => blank.isCaseSensitive);
  let end = 0;
  for (const match of source.matchAll(/\[([^[\]]*)\]/g)) {
    const text = source.slice(end, match.index);
    if (text !== "") segments.push({ text });
    const id = known[blanks.length] ?? makeLocalId();
    const accepted = (match[1] ?? "")
      .split("|")
      .map((answer) => answer.trim())
      .filter((answer) => answer !== "");
    segments.push({ blankId: id });
    blanks.push({ id, accepted: [...new Set(accepted)].slice(0, 20), isCaseSensitive });
    end = match.index + match[0].length;
    if (blanks.length === 20) break;
  }
  const rest = source.slice(end);
  if (rest !== "") segments.push({ text: rest });
  return { ...question, segments, blanks };
}

/** What a question is called in lists: the beginning of what it asks. */
export function questionLabel(question: Question): string {
  const prompt = plainText(question.prompt).trim();
  if (prompt !== "") return prompt;
  return question.kind === "fill-in"
    ? fillInSource(question)
        .replace(/\[[^\]]*\]/g, "____")
        .trim()
    : "";
}
