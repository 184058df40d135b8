import type { Answer, PublicQuestion } from "@byteos/contracts/question";

/** What the learner has chosen so far, whatever the kind of question. */
export type AnswerDraft =
  | { readonly kind: "choice"; readonly ids: readonly string[] }
  | { readonly kind: "text"; readonly byBlank: Readonly<Record<string, string>> }
  | { readonly kind: "order"; readonly ids: readonly string[] }
  | { readonly kind: "match"; readonly rightByLeft: Readonly<Record<string, string>> };

export const trueId = "true";
export const falseId = "false";

export function emptyDraft(question: PublicQuestion): AnswerDraft {
  switch (question.kind) {
    case "single":
    case "multiple":
    case "true-false":
      return { kind: "choice", ids: [] };
    case "fill-in":
      return { kind: "text", byBlank: {} };
    case "order":
      return { kind: "order", ids: question.items.map(({ id }) => id) };
    case "match":
      return { kind: "match", rightByLeft: {} };
  }
}

export function draftOf(answer: Answer): AnswerDraft {
  switch (answer.kind) {
    case "single":
      return { kind: "choice", ids: [answer.optionId] };
    case "multiple":
      return { kind: "choice", ids: answer.optionIds };
    case "true-false":
      return { kind: "choice", ids: [answer.value ? trueId : falseId] };
    case "fill-in":
      return {
        kind: "text",
        byBlank: Object.fromEntries(answer.blanks.map(({ id, text }) => [id, text])),
      };
    case "order":
      return { kind: "order", ids: answer.orderedIds };
    case "match":
      return {
        kind: "match",
        rightByLeft: Object.fromEntries(
          answer.pairs.map(({ leftId, rightId }) => [leftId, rightId]),
        ),
      };
  }
}

function blankIds(question: Extract<PublicQuestion, { kind: "fill-in" }>): string[] {
  return question.segments.flatMap((segment) => ("blankId" in segment ? [segment.blankId] : []));
}

/** The answer to send, or null while something is missing. */
export function answerOf(question: PublicQuestion, draft: AnswerDraft): Answer | null {
  if (draft.kind === "choice") {
    const [first] = draft.ids;
    if (first === undefined) return null;
    if (question.kind === "single") return { kind: "single", optionId: first };
    if (question.kind === "multiple") return { kind: "multiple", optionIds: [...draft.ids] };
    if (question.kind === "true-false") return { kind: "true-false", value: first === trueId };
    return null;
  }
  if (draft.kind === "text" && question.kind === "fill-in") {
    const blanks = blankIds(question).map((id) => ({ id, text: (draft.byBlank[id] ?? "").trim() }));
    return blanks.every(({ text }) => text !== "") ? { kind: "fill-in", blanks } : null;
  }
  if (draft.kind === "order" && question.kind === "order") {
    return { kind: "order", orderedIds: [...draft.ids] };
  }
  if (draft.kind === "match" && question.kind === "match") {
    const pairs = question.lefts.flatMap(({ id }) => {
      const rightId = draft.rightByLeft[id];
      return rightId === undefined ? [] : [{ leftId: id, rightId }];
    });
    return pairs.length === question.lefts.length ? { kind: "match", pairs } : null;
  }
  return null;
}

/** What to try again with: written and arranged answers stay to be mended, choices are cleared. */
export function draftForRetry(question: PublicQuestion, draft: AnswerDraft): AnswerDraft {
  return draft.kind === "choice" ? emptyDraft(question) : draft;
}
