import { richText } from "@byteos/contracts/words";
import { stableId } from "../random/stable-hash.ts";
import type { QuestionCandidate, QuestionContext } from "./question-candidate.ts";
import { hintsOf, makeOption, overlap } from "./question-candidate.ts";
import type { StudyModule, StudySentence } from "./study-text.ts";

interface LabelledAnswer {
  readonly question: string;
  readonly isRight: boolean;
  readonly text: string;
  readonly sentences: readonly StudySentence[];
}

const label =
  /^(?:(right|good|correct|strong|better)|(wrong|bad|incorrect|weak|poor))(?: (?:answers?|responses?|replies|reply))?\s*[:：]\s*/i;

/** "Right answer: …" and "Wrong answer: …" under a heading that asks. */
function findLabelledAnswers(part: StudyModule): LabelledAnswer[] {
  const answers: { question: string; isRight: boolean; sentences: StudySentence[] }[] = [];
  for (const sentence of part.sentences) {
    if (!sentence.heading.endsWith("?")) continue;
    const found = label.exec(sentence.text);
    const open = answers.at(-1);
    if (found) {
      answers.push({
        question: sentence.heading,
        isRight: found[1] !== undefined,
        sentences: [sentence],
      });
    } else if (open?.question === sentence.heading && !sentence.isFirst) {
      open.sentences.push(sentence);
    }
  }
  return answers.map((answer) => ({
    ...answer,
    text: answer.sentences
      .map((sentence) => sentence.text)
      .join(" ")
      .replace(label, ""),
  }));
}

/** For each question the text asks and answers both rightly and wrongly: which answer is the right one? */
export function makeAnswerQuestions(context: QuestionContext): QuestionCandidate[] {
  const answers = findLabelledAnswers(context.module).filter((answer) => answer.text.length <= 380);
  const wrongs = answers.filter((answer) => !answer.isRight);
  return answers.flatMap((right): QuestionCandidate[] => {
    if (!right.isRight || right.question.length > 240) return [];
    const [own] = wrongs.filter((wrong) => wrong.question === right.question);
    if (own === undefined) return [];
    const others = context.random
      .shuffle(wrongs)
      .filter(
        (wrong) =>
          wrong.question !== right.question &&
          overlap(wrong.text, right.text) < 0.3 &&
          overlap(wrong.text, own.text) < 0.4,
      )
      .map((wrong) => ({
        wrong,
        near:
          overlap(wrong.question, right.question) -
          Math.abs(wrong.text.length - right.text.length) / 400,
      }))
      .sort((a, b) => b.near - a.near)
      .slice(0, 2)
      .map(({ wrong }) => wrong);
    const seed = stableId(context.seed, "answer", right.question);
    const options = [right, own, ...others].map((answer) => makeOption(seed, answer.text));
    const [correct] = options;
    if (correct === undefined || options.length < 3) return [];
    return [
      {
        form: "answer",
        subject: `answer:${right.question}`,
        score: 5,
        places: right.sentences,
        question: {
          kind: "single",
          prompt: richText(`${right.question} Which answer does the text call right?`),
          options: context.random.shuffle(options),
          correctId: correct.id,
          explanation: richText(right.sentences.map((sentence) => sentence.text).join(" ")),
          ...hintsOf(`It is not “${own.text.slice(0, 300)}”.`),
        },
      },
    ];
  });
}
