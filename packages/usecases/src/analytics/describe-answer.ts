import type { Answer, PublicQuestion } from "@byteos/contracts/question";
import { plainText } from "@byteos/contracts/words";

/** A learner's answer in the words of the question; an answer to an older wording may miss some. */
export function describeAnswer(question: PublicQuestion, answer: Answer): string {
  const texts = new Map<string, string>();
  if (question.kind === "single" || question.kind === "multiple") {
    for (const option of question.options) texts.set(option.id, plainText(option.content));
  }
  if (question.kind === "order")
    for (const item of question.items) texts.set(item.id, plainText(item.content));
  if (question.kind === "match") {
    for (const item of [...question.lefts, ...question.rights])
      texts.set(item.id, plainText(item.content));
  }
  const textOf = (id: string) => texts.get(id) ?? "an earlier option";
  switch (answer.kind) {
    case "single":
      return textOf(answer.optionId);
    case "multiple":
      return answer.optionIds.length === 0
        ? "Nothing chosen"
        : answer.optionIds.map(textOf).join(", ");
    case "true-false":
      return answer.value ? "True" : "False";
    case "fill-in":
      return answer.blanks
        .map((blank) => (blank.text.trim() === "" ? "(empty)" : blank.text))
        .join(", ");
    case "order":
      return answer.orderedIds.map(textOf).join(" → ");
    case "match":
      return answer.pairs
        .map((pair) => `${textOf(pair.leftId)} – ${textOf(pair.rightId)}`)
        .join("; ");
  }
}
