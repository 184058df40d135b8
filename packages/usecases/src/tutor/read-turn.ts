import type { MemberContext } from "@byteos/contracts/request-context";
import type { TutorContext, TutorQuery } from "@byteos/contracts/tutor";
import { type PastTurn, tutorRepository } from "@byteos/db/repositories/tutor.repository";
import type { QueryVector } from "@byteos/db/search/hybrid-search";
import type { Tx } from "@byteos/db/transaction";
import { lockedModulesOf } from "../enrollment/completion-order.ts";
import { getTakenCourse, type TakenCourse } from "../enrollment/own-enrollment.ts";
import { type EvidencePassage, findEvidence, searchTextOf } from "./find-evidence.ts";
import { readTutorContext } from "./nudge-settings.ts";
import { findOpenQuestions, type OpenQuestion } from "./question-in-play.ts";
import { requireByte } from "./require-byte.ts";
import { tokensPerDay } from "./tutor-limits.ts";

/** Everything a turn is answered from, as the learner's own rights show it. */
export interface TutorTurn extends TakenCourse {
  readonly moduleId: string | null;
  readonly questions: readonly OpenQuestion[];
  /** The open question that this turn is about: its ladder comes before its answer. */
  readonly question: OpenQuestion | null;
  readonly evidence: readonly EvidencePassage[];
  readonly facts: readonly string[];
  readonly turns: readonly PastTurn[];
  readonly context: TutorContext;
  readonly isWithinTokens: boolean;
}

const turnsKept = 6;
const onQuestion =
  /\b(?:hints?|answers?|solutions?|solve|stuck|wrong|incorrect|right|correct|not (?:right|it)|which (?:one|option|is)|option|this question|question|my answer|try again|help|next|clue|why)\b/i;

/** Throws `enrollment.not-found`, or forbidden `tutor.off` where the course does without Byte. */
export async function readTurn(
  tx: Tx,
  ctx: MemberContext,
  { courseId, message, blockId, intent }: TutorQuery,
  near: QueryVector | null,
): Promise<TutorTurn> {
  const { orgId, userId } = ctx.actor;
  const { enrollment, version } = await getTakenCourse(tx, ctx, courseId);
  await requireByte(tx, { courseId });
  const { courseVersionId } = enrollment;
  const closedModuleIds = [...(await lockedModulesOf(tx, { enrollment, version }))];
  const turns = await tutorRepository.listTurns(tx, { userId, courseId, limit: turnsKept });
  const questions = await findOpenQuestions(tx, {
    userId,
    courseId,
    enrollmentId: enrollment.id,
    version,
    blockId: blockId ?? null,
    message,
  });
  const first = questions[0] ?? null;
  const isOnQuestion =
    first !== null && (!first.isOnScreen || intent === "hint" || onQuestion.test(message));
  const question = isOnQuestion ? first : null;
  const before = turns.at(-1)?.message ?? null;
  const text =
    question === null
      ? searchTextOf(message, before)
      : `${question.prompt} ${question.givenAnswer?.words ?? ""}`;
  const evidence = await findEvidence(tx, {
    orgId,
    courseVersionId,
    closedModuleIds,
    text,
    near: question === null ? near : null,
    isAsked: question === null,
  });
  const memories = await tutorRepository.listMemories(tx, userId);
  const since = new Date(Date.now() - 86_400_000);
  return {
    enrollment,
    version,
    moduleId: blockId == null ? null : (version.blocks.get(blockId)?.moduleId ?? null),
    questions,
    question,
    evidence,
    facts: memories.map(({ fact }) => fact),
    turns,
    context: await readTutorContext(tx, userId),
    isWithinTokens: (await tutorRepository.countTokens(tx, { userId, since })) < tokensPerDay,
  };
}
