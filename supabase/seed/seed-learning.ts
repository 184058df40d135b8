import { randomUUID } from "node:crypto";
import { isAppError } from "@byteos/contracts/errors";
import type { CourseId } from "@byteos/contracts/ids";
import type { LearningEventInput } from "@byteos/contracts/learning-event";
import type { MemberContext } from "@byteos/contracts/request-context";
import { submitAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { enroll } from "@byteos/usecases/enrollment/enroll";
import { loadPlayer, type PlayerView } from "@byteos/usecases/enrollment/load-player";
import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { guess, rightAnswer } from "./seed-answers.ts";

/**
 * Enrols somebody and lets them learn: to the end, or through the first module and into the second. Nothing
 * happens for who is enrolled already.
 */
export async function seedLearning(
  ctx: MemberContext,
  courseId: CourseId,
  { isFinishing }: { isFinishing: boolean },
): Promise<void> {
  if (await isEnrolled(ctx, courseId)) return;
  await enroll({ ctx, input: { courseId } });
  const { modules } = await loadPlayer({ ctx, input: { courseId } });
  for (const [index, { id }] of modules.entries()) {
    if (!isFinishing && index > 1) return;
    const view = await loadPlayer({ ctx, input: { courseId, moduleId: id } });
    await takeModule(ctx, view, {
      isWhole: isFinishing || index === 0,
      guessesFirst: !isFinishing,
    });
  }
}

async function isEnrolled(ctx: MemberContext, courseId: CourseId): Promise<boolean> {
  try {
    await loadPlayer({ ctx, input: { courseId } });
    return true;
  } catch (error) {
    if (isAppError(error) && error.code === "enrollment.not-found") return false;
    throw error;
  }
}

async function takeModule(
  ctx: MemberContext,
  { courseId, module }: PlayerView,
  { isWhole, guessesFirst }: { isWhole: boolean; guessesFirst: boolean },
): Promise<void> {
  const blocks = isWhole ? module.blocks : module.blocks.slice(0, 3);
  const event = (
    type: LearningEventInput["type"],
    blockId: LearningEventInput["blockId"],
    durationSecs: number | null,
  ): LearningEventInput => ({
    clientId: randomUUID(),
    type,
    courseId,
    moduleId: module.id,
    blockId,
    modality: "text",
    durationSecs,
    occurredAt: new Date().toISOString(),
  });
  const last = blocks.at(-1)?.id ?? null;
  await ingestEvents({
    ctx,
    input: {
      events: [
        event("module_start", null, null),
        ...blocks.map(({ id }) => event("block_view", id, 20)),
        event("position_save", last, null),
      ],
    },
  });
  for (const [index, block] of blocks.entries()) {
    if (block.type !== "question") continue;
    const answers =
      guessesFirst && index % 2 === 0
        ? [guess(block.question), rightAnswer(block.question)]
        : [rightAnswer(block.question)];
    for (const answer of answers) {
      await submitAttempt({
        ctx,
        input: {
          clientId: randomUUID(),
          courseId,
          blockId: block.id,
          answer,
          durationSecs: 15 + index,
        },
      });
    }
  }
}
