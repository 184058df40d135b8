import { randomUUID } from "node:crypto";
import type { LearningEventInput } from "@byteos/contracts/learning-event";
import type { MemberContext } from "@byteos/contracts/request-context";
import { Factories, type TestVersion } from "@byteos/testing/factories";
import type { TestDatabase } from "@byteos/testing/test-database";
import { submitAttempt } from "@byteos/usecases/attempt/submit-attempt";
import { enroll } from "@byteos/usecases/enrollment/enroll";

export interface LearnerWorld {
  readonly ctx: MemberContext;
  readonly course: TestVersion;
  readonly enrollmentId: string;
  /** Blocks to read and to answer, in order. */
  readonly paragraphs: readonly string[];
  readonly questions: readonly string[];
}

/** A learner enrolled in a course of `modules` modules, each one paragraph and one question. */
export async function makeLearner(
  database: TestDatabase,
  {
    modules = 2,
    cards = 0,
    ctx: given,
  }: { modules?: number; cards?: number; ctx?: MemberContext } = {},
): Promise<LearnerWorld> {
  const factories = new Factories(database);
  const ctx = given ?? (await factories.memberContext("learner"));
  const course = await factories.publishedCourse(ctx.actor.orgId, { modules, cards });
  await enroll({ ctx, input: { courseId: course.courseId } });
  const [row] = await database.query<{ id: string }>(
    "select id from enrollments where user_id = $1 and course_id = $2",
    [ctx.actor.userId, course.courseId],
  );
  return {
    ctx,
    course,
    enrollmentId: row?.id ?? "",
    paragraphs: course.blockIds.filter((_, index) => index % 2 === 0),
    questions: course.blockIds.filter((_, index) => index % 2 === 1),
  };
}

/** Answers a question of the factories' courses: with its first option, or with the other one. */
export async function answerQuestion(
  database: TestDatabase,
  world: LearnerWorld,
  blockId: string,
  { isRight, clientId = randomUUID() }: { isRight: boolean; clientId?: string },
) {
  const right = await rightOption(database, world, blockId);
  const [row] = await database.query<{ question: { options: { id: string }[] } }>(
    "select public_question as question from items where course_version_id = $1 and block_id = $2",
    [world.course.courseVersionId, blockId],
  );
  const wrong = row?.question.options.find(({ id }) => id !== right)?.id ?? "";
  return submitAttempt({
    ctx: world.ctx,
    input: {
      clientId,
      courseId: world.course.courseId,
      blockId,
      answer: { kind: "single", optionId: isRight ? right : wrong },
      durationSecs: 12,
    },
  });
}

export function makeEvent(
  world: Pick<LearnerWorld, "course">,
  event: Partial<LearningEventInput> & { type: LearningEventInput["type"] },
): LearningEventInput {
  return {
    clientId: randomUUID(),
    courseId: world.course.courseId,
    moduleId: null,
    blockId: null,
    modality: "text",
    durationSecs: null,
    occurredAt: new Date().toISOString(),
    ...event,
  };
}

/** The first option's id of a question: in the factories' courses it is the right one. */
export async function rightOption(
  database: TestDatabase,
  world: LearnerWorld,
  blockId: string,
): Promise<string> {
  const [row] = await database.query<{ id: string }>(
    `select r.rubric ->> 'correctId' as id from item_rubrics r join items i on i.id = r.item_id
     where i.course_version_id = $1 and i.block_id = $2`,
    [world.course.courseVersionId, blockId],
  );
  return row?.id ?? "";
}

export async function enrollmentRow(database: TestDatabase, enrollmentId: string) {
  const [row] = await database.query<{
    status: string;
    progress_pct: number;
    completed_at: Date | null;
    last_active_at: Date | null;
  }>("select status, progress_pct, completed_at, last_active_at from enrollments where id = $1", [
    enrollmentId,
  ]);
  if (row === undefined) throw new Error("No such enrolment");
  return row;
}
