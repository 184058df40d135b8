import type { MemberContext } from "@byteos/contracts/request-context";
import { plainText } from "@byteos/contracts/rich-text";
import type { TutorEvent, TutorLadder, TutorOutcome, TutorQuery } from "@byteos/contracts/tutor";
import { gradeAnswer } from "@byteos/courseware/grading/grade-answer";
import type { HintLadder } from "@byteos/courseware/tutoring/hint-ladder";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { contentWords } from "@byteos/retrieval/evidence/content-words";
import { isInstructionLike } from "@byteos/retrieval/evidence/instruction-like";
import { quotableSentences, sentencesOf } from "@byteos/retrieval/evidence/sentences";
import { describeAnswer } from "../analytics/describe-answer.ts";
import { findQuestion } from "../attempt/find-question.ts";
import { recordHelp } from "../attempt/record-help.ts";
import { citationOf } from "./cite.ts";
import type { OpenQuestion } from "./question-in-play.ts";
import type { TutorTurn } from "./read-turn.ts";

const wantsAnswer = /\b(?:answer|solution|solve|tell me|which (?:one|option)|give up)\b/i;

interface Step {
  readonly outcome: TutorOutcome;
  readonly ladder: TutorLadder;
}

export function ladderAfter({ given, total, hasTried, mayAnswer }: HintLadder): TutorLadder {
  return { step: Math.min(given, total), total, hasTried, mayAnswer };
}

/** What an open question's ladder allows now: the next hint, a word to try first, or the answer. */
export function nextStep(question: OpenQuestion, { intent, message }: TutorQuery): Step {
  const { ladder } = question;
  const isSpent = ladder.given >= ladder.total;
  const isAsking = intent === "ask" && wantsAnswer.test(message);
  if (ladder.mayAnswer && (isSpent || isAsking)) {
    return { outcome: "told", ladder: ladderAfter(ladder) };
  }
  if (isSpent) return { outcome: "try-first", ladder: ladderAfter(ladder) };
  const given = ladder.given + 1;
  const mayAnswer = ladder.hasTried && given >= 2;
  return { outcome: "hinted", ladder: ladderAfter({ ...ladder, given, mayAnswer }) };
}

/** Writes down that a hint was given or the answer told, before a word of it goes out. */
export async function recordStep(
  ctx: MemberContext,
  { courseId, question, step }: { courseId: string; question: OpenQuestion; step: Step },
): Promise<void> {
  if (step.outcome !== "hinted" && step.outcome !== "told") return;
  const { id: blockId } = question.block;
  const payload = step.outcome === "told" ? { reveal: true } : { hint: step.ladder.step };
  await asUser(ctx, async (tx) => {
    const asked = await findQuestion(tx, ctx, { courseId, blockId });
    await elevated(tx, "record help with a question", () =>
      recordHelp(tx, ctx, asked, { blockId, payload }),
    );
  });
}

/** The words of a step. A hint passes the question's guard; its author's own hints stand as they are. */
export function* speakStep(
  turn: Pick<TutorTurn, "evidence" | "version">,
  question: OpenQuestion,
  { outcome, ladder }: Step,
): Generator<TutorEvent> {
  if (outcome === "try-first") {
    yield {
      type: "text",
      text: "You have had the hints. Give the question a try now, even a guess; then we can look at the answer together.",
    };
    return;
  }
  if (outcome === "told") {
    yield* tellAnswer(turn, question);
    return;
  }
  const { givenAnswer, hints, guard } = question;
  if (givenAnswer !== null && ladder.step === 1) {
    const words = `You answered “${givenAnswer.words}”, which is not it yet. `;
    // A part of it may be right, and named so it would be told.
    if (!guard.leaks(words)) yield { type: "text", text: words };
  }
  const written = hints[ladder.step - 1];
  const quote = safeQuote(turn, question, ladder.step);
  if (written !== undefined) yield { type: "text", text: written };
  else if (quote === null) {
    yield {
      type: "text",
      text: `Read “${question.moduleTitle}” again up to this question, and say in your own words what it asks for.`,
    };
  } else {
    yield {
      type: "text",
      text:
        ladder.step === 1
          ? "Read this again, and ask yourself what it has to do with the question."
          : "Now hold this against the question, word for word.",
    };
  }
  if (quote !== null) yield { type: "citation", citation: quote };
}

/** Words of the course that bear on the question and do not give its answer away. */
function safeQuote(
  { evidence, version }: Pick<TutorTurn, "evidence" | "version">,
  question: OpenQuestion,
  step: number,
) {
  const asked = contentWords(question.prompt);
  const safe = evidence.flatMap((passage) =>
    quotableSentences(passage.text, asked)
      .filter(({ text }) => !question.guard.leaks(text) && !isInstructionLike(text))
      .map(({ text }) => ({ passage, text })),
  );
  const chosen = safe[Math.min(step, safe.length) - 1];
  return chosen === undefined
    ? null
    : citationOf(chosen.passage, { number: 1, quote: chosen.text, version });
}

function* tellAnswer(
  { evidence, version }: Pick<TutorTurn, "evidence" | "version">,
  { rubric, block, givenAnswer }: OpenQuestion,
): Generator<TutorEvent> {
  if (givenAnswer === null) return;
  const { solution, explanation } = gradeAnswer(rubric, givenAnswer.answer);
  const answer = describeAnswer(block.question, solution);
  yield { type: "text", text: `The answer is “${answer}”.` };
  const words = explanation === undefined ? "" : plainText(explanation);
  if (words !== "") yield { type: "text", text: ` ${words}` };
  const wanted = contentWords(`${answer} ${words}`);
  for (const passage of evidence) {
    const [best] = quotableSentences(passage.text, wanted);
    const quote = best?.text ?? sentencesOf(passage.text)[0]?.text;
    if (quote === undefined) continue;
    yield { type: "citation", citation: citationOf(passage, { number: 1, quote, version }) };
    return;
  }
}
