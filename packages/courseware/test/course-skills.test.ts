import type { Block } from "@byteos/contracts/block";
import { BlockId, CourseId, ModuleId } from "@byteos/contracts/ids";
import type { KeyTerm } from "@byteos/contracts/module-content";
import { richText } from "@byteos/contracts/words";
import { describe, expect, it } from "vitest";
import { publishCourse } from "../src/publish/publish-course.ts";
import { findCourseSkills, moduleSkillSlug } from "../src/skills/find-course-skills.ts";

const courseId = CourseId.parse("11111111-1111-4111-8111-111111111111");
const moduleIds = [
  ModuleId.parse("22222222-2222-4222-8222-222222222222"),
  ModuleId.parse("33333333-3333-4333-8333-333333333333"),
  ModuleId.parse("44444444-4444-4444-8444-444444444444"),
] as const;

const paragraph = (id: string, text: string): Block => ({
  type: "paragraph",
  id: BlockId.parse(id),
  content: richText(text),
});
const question = (id: string, prompt: string, right: string): Block => ({
  type: "question",
  id: BlockId.parse(id),
  question: {
    kind: "single",
    prompt: richText(prompt),
    options: [
      { id: `${id}-right`, content: richText(right) },
      { id: `${id}-wrong`, content: richText("The correlator") },
    ],
    correctId: `${id}-right`,
  },
});
const term = (id: string, name: string): KeyTerm => ({
  id,
  term: name,
  definition: `${name}: what it is.`,
});

function publish() {
  const empty = { version: 1 as const, objectives: [], terms: [], cards: [] };
  const publication = publishCourse({
    id: courseId,
    title: "Finding leaks",
    description: "",
    template: "classic",
    difficulty: "beginner",
    modules: [
      {
        id: moduleIds[0],
        title: "Sound in pipes",
        content: {
          ...empty,
          blocks: [
            paragraph("block-0001", "Loggers hear the noise."),
            question("block-0002", "What hears a leak?", "A noise logger"),
            question("block-0003", "What carries sound best?", "Steel"),
          ],
          terms: [term("term-0001", "noise loggers"), term("term-0002", "correlator")],
        },
      },
      {
        id: moduleIds[1],
        title: "Reading only",
        content: { ...empty, blocks: [paragraph("block-0004", "Nothing is asked here.")] },
      },
      {
        id: moduleIds[2],
        title: "Lag to distance",
        content: {
          ...empty,
          blocks: [
            paragraph("block-0005", "Each noise logger keeps time."),
            question("block-0006", "What is the lag?", "A difference in time"),
          ],
        },
      },
    ],
  });
  const rubrics = new Map(publication.items.map(({ blockId, rubric }) => [blockId, rubric]));
  return findCourseSkills(publication.published, rubrics);
}

describe("findCourseSkills", () => {
  it("makes a skill of each module with questions and of each term that is asked for", () => {
    const { skills } = publish();
    expect(skills.map(({ name, parentSlug }) => [name, parentSlug])).toEqual([
      ["Sound in pipes", null],
      ["noise loggers", moduleSkillSlug(moduleIds[0])],
      ["Lag to distance", null],
    ]);
  });

  it("links a question to its module and to the term of its right answer, not of its wrong ones", () => {
    const { byBlock, skills } = publish();
    const loggers = skills[1]?.slug;
    expect(byBlock.get("block-0002")).toEqual([moduleSkillSlug(moduleIds[0]), loggers]);
    expect(byBlock.get("block-0003")).toEqual([moduleSkillSlug(moduleIds[0])]);
    expect(byBlock.size).toBe(3);
  });

  it("lets a module build on the one whose terms its text uses", () => {
    const { skills } = publish();
    expect(skills.at(-1)?.requires).toEqual([moduleSkillSlug(moduleIds[0])]);
    expect(skills[0]?.requires).toEqual([]);
  });

  it("gives the same slugs each time, so that a new version keeps what learners have shown", () => {
    expect(publish()).toEqual(publish());
  });
});
