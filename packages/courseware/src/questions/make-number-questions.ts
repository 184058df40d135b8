import { richText } from "@byteos/contracts/words";
import { stableId } from "../random/stable-hash.ts";
import { findNumbers } from "./find-numbers.ts";
import type { NumberSeen } from "./find-numbers.ts";
import type { QuestionCandidate, QuestionContext } from "./question-candidate.ts";
import { blank, hintsOf, makeOption, placeHint } from "./question-candidate.ts";
import type { Statement } from "./weigh-sentences.ts";

const isTelling = (number: NumberSeen) =>
  (number.unit !== "" || /[$€£,]/.test(number.text)) && number.text !== "1";

const shown = (number: NumberSeen) => `${number.text}${number.suffix}`;

/** Asks for the one figure a statement gives, with figures of the same unit from the same course beside it. */
export function makeNumberQuestions(
  statements: readonly Statement[],
  context: QuestionContext,
): QuestionCandidate[] {
  const seen = context.course.flatMap((part) =>
    part.sentences.flatMap((sentence) => findNumbers(sentence.text)),
  );
  return statements.flatMap((statement): QuestionCandidate[] => {
    const numbers = findNumbers(statement.text).filter(isTelling);
    const number = numbers[context.random.below(numbers.length)];
    if (number === undefined || numbers.length > 2) return [];
    const alike = seen.filter(
      (other) =>
        other.unit === number.unit &&
        other.text !== number.text &&
        (other.unit !== "" || other.text.includes(",") === number.text.includes(",")) &&
        /[$€£]/.test(other.text) === /[$€£]/.test(number.text) &&
        !statement.text.includes(other.text),
    );
    const wrong = [...new Set(context.random.shuffle(alike).map(shown))].slice(0, 3);
    if (wrong.length < 3 || statement.text.split(shown(number)).length !== 2) return [];
    const rest = statement.text.replace(shown(number), blank);
    const seed = stableId(context.seed, "number", statement.text);
    const options = [shown(number), ...wrong].map((text) => makeOption(seed, text));
    const [correct] = options;
    if (correct === undefined) return [];
    return [
      {
        form: "number",
        subject: `number:${statement.sentence.start}`,
        score: statement.weight + 1.4,
        places: [statement.sentence],
        question: {
          kind: "single",
          prompt: richText(`Which figure does the text give? “${rest}”`),
          options: context.random.shuffle(options),
          correctId: correct.id,
          explanation: richText(statement.sentence.text),
          ...hintsOf(
            placeHint(statement.sentence.heading, statement.text),
            `It is not ${wrong[0] ?? ""}.`,
          ),
        },
      },
    ];
  });
}
