import type { TutorEvent } from "@byteos/contracts/tutor";
import { contentWords } from "@byteos/retrieval/evidence/content-words";
import { isInstructionLike } from "@byteos/retrieval/evidence/instruction-like";
import { quotableSentences } from "@byteos/retrieval/evidence/sentences";
import { citationOf } from "./cite.ts";
import type { TutorTurn } from "./read-turn.ts";

const wantsBrevity = /\b(?:short|brief|concise|to the point|quick)\b/i;

/** The answer without a model: the sentences of the course that say most about the question, word for word. */
export function* quoteAnswer(
  turn: Pick<TutorTurn, "evidence" | "questions" | "facts" | "version">,
  message: string,
): Generator<TutorEvent> {
  const { evidence, questions, facts, version } = turn;
  const most = facts.some((fact) => wantsBrevity.test(fact)) ? 1 : 3;
  const asked = contentWords(message);
  const quotes = evidence
    .flatMap((passage) => {
      const sentence = quotableSentences(passage.text, asked).find(
        ({ text }) => !isInstructionLike(text) && !questions.some(({ guard }) => guard.leaks(text)),
      );
      return sentence === undefined ? [] : [{ passage, text: sentence.text }];
    })
    .slice(0, most);
  if (quotes.length === 0) {
    yield {
      type: "text",
      text: "The course covers this where an open question asks for it. Try that question first; I can give you hints.",
    };
    return;
  }
  yield { type: "text", text: "In the words of the course:" };
  for (const [index, { text }] of quotes.entries()) {
    yield { type: "text", text: `\n\n“${text}” [${index + 1}]` };
  }
  for (const [index, { passage, text }] of quotes.entries()) {
    yield {
      type: "citation",
      citation: citationOf(passage, { number: index + 1, quote: text, version }),
    };
  }
}
