import { randomUUID } from "node:crypto";
import type { TestDatabase } from "@byteos/testing/test-database";
import { submitAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { ingestEvents } from "@byteos/usecases/event/ingest-events";
import { type LearnerWorld, makeEvent, rightOption } from "./learner-world.ts";

/** What a learner of a small course does until it is complete. */
export function completing(database: TestDatabase) {
  async function answer(world: LearnerWorld, blockId: string | undefined = "") {
    const optionId = await rightOption(database, world, blockId);
    return submitAttempt({
      ctx: world.ctx,
      input: {
        clientId: randomUUID(),
        courseId: world.course.courseId,
        blockId,
        answer: { kind: "single", optionId },
      },
    });
  }

  function readAll(world: LearnerWorld) {
    return ingestEvents({
      ctx: world.ctx,
      input: {
        events: world.course.blockIds.map((blockId) =>
          makeEvent(world, { type: "block_view", blockId }),
        ),
      },
    });
  }

  /** Reads and answers everything, right; the id of the certificate. */
  async function finish(world: LearnerWorld): Promise<string> {
    await readAll(world);
    let certificateId: string | null = null;
    for (const question of world.questions) {
      certificateId = (await answer(world, question)).progress.certificateId;
    }
    if (certificateId === null) throw new Error("The course was not completed");
    return certificateId;
  }

  return { answer, readAll, finish };
}
