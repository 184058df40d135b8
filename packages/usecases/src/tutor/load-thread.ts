import { CourseId } from "@byteos/contracts/ids";
import { TutorCitation, TutorLadder, TutorOutcome } from "@byteos/contracts/tutor";
import { asUser } from "@byteos/db/as-user";
import { tutorRepository } from "@byteos/db/repositories/tutor.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

export const LoadThreadInput = z.strictObject({ courseId: CourseId });

const KeptContext = z.object({
  outcome: TutorOutcome.catch("answered"),
  mode: z.enum(["extractive", "model"]).catch("extractive"),
  citations: z.array(TutorCitation).catch([]),
  ladder: TutorLadder.nullable().catch(null),
});

const ThreadTurn = z.strictObject({
  id: z.string(),
  message: z.string(),
  text: z.string(),
  helpful: z.boolean().nullable(),
  outcome: TutorOutcome,
  mode: z.enum(["extractive", "model"]),
  citations: z.array(TutorCitation),
  ladder: TutorLadder.nullable(),
});
export type ThreadTurn = z.infer<typeof ThreadTurn>;
export const Thread = z.strictObject({ turns: z.array(ThreadTurn) });
export type Thread = z.infer<typeof Thread>;

const turnsShown = 20;

/** The learner's latest turns with Byte in a course, oldest first. */
export async function loadThread({ ctx, input }: UseCase): Promise<Thread> {
  requireCapability(ctx, "course.take");
  const { courseId } = LoadThreadInput.parse(input);
  const { userId } = ctx.actor;
  const rows = await asUser(ctx, (tx) =>
    tutorRepository.listTurns(tx, { userId, courseId, limit: turnsShown }),
  );
  return {
    turns: rows.map(({ id, message, response, helpful, context }) => ({
      id,
      message,
      text: response,
      helpful,
      ...KeptContext.parse(context),
    })),
  };
}
