import { AppError } from "@byteos/contracts/errors";
import type { MemberContext } from "@byteos/contracts/request-context";
import { TutorContext } from "@byteos/contracts/tutor";
import { elevated } from "@byteos/db/as-service";
import { asUser } from "@byteos/db/as-user";
import { type TutorMemory, tutorRepository } from "@byteos/db/repositories/tutor.repository";
import { z } from "zod";
import { requireCapability } from "../authorise.ts";
import type { UseCase } from "../use-case.ts";

const CorrectMemoryInput = z.strictObject({
  memoryId: z.uuid(),
  fact: z.string().trim().min(1).max(300),
});
const ForgetMemoryInput = z.strictObject({ memoryId: z.uuid() });

const gone = () =>
  new AppError("not_found", "tutor.memory-not-found", "Byte does not remember this any more.");

/** What Byte remembers of the learner, each with the words it comes from, oldest first. */
export async function listMemories({ ctx }: { ctx: MemberContext }): Promise<TutorMemory[]> {
  requireCapability(ctx, "course.take");
  return asUser(ctx, (tx) => tutorRepository.listMemories(tx, ctx.actor.userId));
}

/** Puts a fact as the learner wants it. Throws `tutor.memory-not-found`. */
export async function correctMemory({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const { memoryId, fact } = CorrectMemoryInput.parse(input);
  const { userId } = ctx.actor;
  const isDone = await asUser(ctx, (tx) =>
    tutorRepository.correctMemory(tx, { userId, memoryId, fact }),
  );
  if (!isDone) throw gone();
}

/**
 * Deletes a fact, and keeps the turn it was said in out of later answers, so that it does not come back
 * through the history. Throws `tutor.memory-not-found`.
 */
export async function forgetMemory({ ctx, input }: UseCase): Promise<void> {
  requireCapability(ctx, "course.take");
  const { memoryId } = ForgetMemoryInput.parse(input);
  const { userId } = ctx.actor;
  await asUser(ctx, async (tx) => {
    const evidenceId = await tutorRepository.deleteMemory(tx, { userId, memoryId });
    if (evidenceId === undefined) throw gone();
    if (evidenceId === null) return;
    const stored = TutorContext.safeParse(await tutorRepository.findContext(tx, userId)).data;
    await elevated(tx, "forget a turn that a learner deleted", async () => {
      await tutorRepository.forgetTurn(tx, { userId, interactionId: evidenceId });
      if (stored === undefined) return;
      const topics = stored.topics.filter(({ interactionId }) => interactionId !== evidenceId);
      await tutorRepository.saveContext(tx, userId, { ...stored, topics });
    });
  });
}
