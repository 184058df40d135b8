import { randomUUID } from "node:crypto";
import type { MemberContext } from "@byteos/contracts/request-context";
import { learningEventRepository } from "@byteos/db/repositories/learning-event.repository";
import type { Tx } from "@byteos/db/transaction";
import type { AskedQuestion } from "./find-question.ts";

/** Keeps that a learner was helped with a question. Runs with the service's rights. */
export async function recordHelp(
  tx: Tx,
  ctx: MemberContext,
  { enrollment, version, item }: AskedQuestion,
  { blockId, payload }: { blockId: string; payload: Readonly<Record<string, number | boolean>> },
): Promise<void> {
  const { orgId, userId } = ctx.actor;
  await learningEventRepository.addOnce(tx, { orgId, userId, utcOffsetMins: 0 }, [
    {
      clientId: randomUUID(),
      enrollmentId: enrollment.id,
      courseId: enrollment.courseId,
      courseVersionId: version.id,
      moduleId: item.moduleId,
      blockId,
      type: "hint_request",
      payload,
      modality: "text",
      durationSecs: null,
      occurredAt: new Date(),
      completesBlock: false,
      isPosition: false,
    },
  ]);
}
