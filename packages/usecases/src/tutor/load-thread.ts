import { CourseId } from "@byteos/contracts/ids";
import { TutorCitation, TutorLadder, TutorOutcome } from "@byteos/contracts/tutor";
import { asUser } from "@byteos/db/as-user";
import { tutorRepository } from "@byteos/db/repositories/tutor.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

const LoadThreadInput = z.strictObject({ courseId: CourseId });

const KeptContext = z.object({
  outcome: TutorOutcome.catch("answered"),
  mode: z.enum(["extractive", "model"]).catch("extractive"),
  citations: z.array(TutorCitation).catch([]),
  ladder: TutorLadder.nullable().catch(null),
});

export interface ThreadTurn extends z.infer<typeof KeptContext> {
  readonly id: string;
  readonly message: string;
  readonly text: string;
  readonly helpful: boolean | null;
}

const turnsShown = 20;

/** The learner's latest turns with Byte in a course, oldest first. */
export async function loadThread({ ctx, input }: UseCase): Promise<{ turns: ThreadTurn[] }> {
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
