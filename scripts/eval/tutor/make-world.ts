import { randomUUID } from "node:crypto";
import type { Block } from "@byteos/contracts/block";
import { BlockId, CourseId, ModuleId } from "@byteos/contracts/ids";
import type { MemberContext } from "@byteos/contracts/request-context";
import { richText } from "@byteos/contracts/rich-text";
import { Factories, contextOf } from "@byteos/testing/factories";
import { addModule } from "@byteos/usecases/course/add-module";
import { createCourse } from "@byteos/usecases/course/create-course";
import { publishCourse } from "@byteos/usecases/course/publish-course";
import { enroll } from "@byteos/usecases/enrollment/enroll";
import type pg from "pg";
import { modules, questions } from "./bee-course.ts";

interface AskedItem {
  readonly blockId: BlockId;
  readonly prompt: string;
  readonly right: string;
}

export interface TutorWorld {
  readonly courseId: CourseId;
  readonly items: readonly AskedItem[];
  readonly wrongOption: (item: AskedItem) => Promise<string>;
  /** A learner of their own, enrolled: limits and ladders are each learner's. */
  readonly newLearner: () => Promise<MemberContext>;
}

/** The course as its author makes and publishes it, with `poison` as paragraphs of their own between the rest. */
export async function makeTutorWorld(
  client: pg.Client,
  poison: readonly string[],
): Promise<TutorWorld> {
  const factories = new Factories({
    query: async <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(sql, [...values])).rows,
  });
  const orgId = await factories.organisation();
  const author = contextOf(await factories.member(orgId, "creator"));
  const { courseId } = await createCourse({ ctx: author, input: { title: "Keeping bees" } });
  const items: AskedItem[] = questions.map(({ prompt, options }) => {
    const [right = ""] = options;
    return {
      blockId: BlockId.parse(randomUUID()),
      prompt,
      right,
    };
  });
  const questionBlocks = items.map((item, index): Block => {
    const { options = [], hints } = questions[index] ?? {};
    const optionOf = (text: string) => ({ id: randomUUID(), content: richText(text) });
    const rest = options.slice(1).map(optionOf);
    const right = optionOf(item.right);
    return {
      type: "question",
      id: item.blockId,
      question: {
        kind: "single",
        prompt: richText(item.prompt),
        // The right one is not always first.
        options: [...rest.slice(0, index % 4), right, ...rest.slice(index % 4)],
        correctId: right.id,
        ...(hints === undefined ? {} : { hints: [...hints] }),
      },
    };
  });
  const paragraph = (text: string): Block => ({
    type: "paragraph",
    id: BlockId.parse(randomUUID()),
    content: richText(text),
  });
  for (const [index, { title, paragraphs }] of modules.entries()) {
    const share = <T>(list: readonly T[]) => list.filter((_, at) => at % modules.length === index);
    await addModule({
      ctx: author,
      input: {
        courseId,
        moduleId: ModuleId.parse(randomUUID()),
        title,
        content: {
          version: 1,
          blocks: [
            ...paragraphs.map(paragraph),
            ...share(poison).map(paragraph),
            ...share(questionBlocks),
          ],
          objectives: [{ id: randomUUID(), text: title }],
          terms: [],
          cards: [],
        },
      },
    });
  }
  await client.query(
    "delete from modules where course_id = $1 and content -> 'blocks' = '[]'::jsonb",
    [courseId],
  );
  await publishCourse({ ctx: author, input: { courseId } });
  return {
    courseId: CourseId.parse(courseId),
    items,
    wrongOption: async ({ blockId, right }) => {
      const { rows } = await client.query<{ id: string }>(
        `select o ->> 'id' as id from items, jsonb_array_elements(public_question -> 'options') o
         where block_id = $1 and o -> 'content' -> 0 ->> 'text' <> $2 limit 1`,
        [blockId, right],
      );
      return rows[0]?.id ?? "";
    },
    newLearner: async () => {
      const ctx = contextOf(await factories.member(orgId, "learner"));
      await enroll({ ctx, input: { courseId } });
      return ctx;
    },
  };
}
