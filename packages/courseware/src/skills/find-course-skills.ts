import type { PublicBlock } from "@byteos/contracts/block";
import type { KeyTerm, PublishedCourse, PublishedModule } from "@byteos/contracts/module-content";
import type { PublicQuestion, Rubric } from "@byteos/contracts/question";
import { plainText } from "@byteos/contracts/words";
import { plainTextOfBlock } from "../blocks/plain-text.ts";
import { stableId } from "../random/stable-hash.ts";
import { contentStems } from "../text/words.ts";

/** A skill that a course exercises: a module's own, or that of a key term within it. */
export interface CourseSkill {
  /** The same from version to version. */
  readonly slug: string;
  readonly name: string;
  readonly category: string;
  readonly description: string;
  readonly parentSlug: string | null;
  /** Slugs of skills that should be known first. */
  readonly requires: readonly string[];
}

export interface CourseSkills {
  readonly skills: readonly CourseSkill[];
  /** The skills that each question gives evidence for, by block id; never empty. */
  readonly byBlock: ReadonlyMap<string, readonly string[]>;
}

const mostTermsPerModule = 8;
const mostTermsPerQuestion = 2;
const mostRequired = 2;

export function moduleSkillSlug(moduleId: string): string {
  return `module-${moduleId}`;
}

export function termSkillSlug(courseId: string, term: KeyTerm): string {
  return `term-${stableId(courseId, [...contentStems(term.term)].toSorted().join(" "))}`;
}

/**
 * The skills of a published course. Every module with questions is one; a key term is one within it when a
 * question asks for it. A module builds on earlier ones whose terms its text uses, else on the one before it.
 */
export function findCourseSkills(
  course: PublishedCourse,
  rubrics: ReadonlyMap<string, Rubric>,
): CourseSkills {
  const skills: CourseSkill[] = [];
  const byBlock = new Map<string, string[]>();
  const earlier: PublishedModule[] = [];
  const seenTerms = new Set<string>();
  for (const module of course.modules) {
    const questions = module.blocks.filter((block) => block.type === "question");
    if (questions.length === 0) continue;
    const slug = moduleSkillSlug(module.id);
    skills.push({
      slug,
      name: module.title.slice(0, 200) || course.title.slice(0, 200) || "Module",
      category: course.title,
      description: module.objectives.map((objective) => objective.text).join("\n"),
      parentSlug: null,
      requires: requiredModules(module, earlier).map(({ id }) => moduleSkillSlug(id)),
    });
    earlier.push(module);
    const asked = new Map<string, KeyTerm[]>();
    for (const block of questions) {
      const stems = contentStems(askedText(block.question, rubrics.get(block.id)));
      asked.set(
        block.id,
        module.terms
          .filter(({ term }) => isWithin(term, stems))
          .toSorted((a, b) => contentStems(b.term).size - contentStems(a.term).size)
          .slice(0, mostTermsPerQuestion),
      );
    }
    const counts = new Map<KeyTerm, number>();
    for (const terms of asked.values())
      for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    const kept = [...counts]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, mostTermsPerModule)
      .map(([term]) => term);
    for (const term of kept) {
      const ownSlug = termSkillSlug(course.courseId, term);
      if (seenTerms.has(ownSlug)) continue;
      seenTerms.add(ownSlug);
      skills.push({
        slug: ownSlug,
        name: term.term,
        category: course.title,
        description: term.definition,
        parentSlug: slug,
        requires: [],
      });
    }
    for (const [blockId, terms] of asked) {
      const own = terms
        .filter((term) => kept.includes(term))
        .map((term) => termSkillSlug(course.courseId, term));
      byBlock.set(blockId, [...new Set([slug, ...own])]);
    }
  }
  return { skills, byBlock };
}

function isWithin(term: string, stems: ReadonlySet<string>): boolean {
  const own = contentStems(term);
  return own.size > 0 && [...own].every((stem) => stems.has(stem));
}

/** What a question asks for: its prompt and its right answer, not what it offers beside. */
function askedText(question: PublicQuestion, rubric: Rubric | undefined): string {
  const lines = [plainText(question.prompt)];
  if (question.kind === "fill-in") {
    lines.push(question.segments.map((part) => ("text" in part ? part.text : " ")).join(""));
  }
  if (question.kind === "match") {
    lines.push(...question.lefts.map(({ content }) => plainText(content)));
  }
  if (rubric === undefined) return lines.join("\n");
  if (rubric.kind === "fill-in") {
    lines.push(...rubric.blanks.flatMap(({ accepted }) => accepted.slice(0, 1)));
  } else if (question.kind === "single" || question.kind === "multiple") {
    const right = new Set<string>(
      rubric.kind === "single"
        ? [rubric.correctId]
        : rubric.kind === "multiple"
          ? rubric.correctIds
          : [],
    );
    for (const { id, content } of question.options) {
      if (right.has(id)) lines.push(plainText(content));
    }
  }
  return lines.join("\n");
}

function requiredModules(
  module: PublishedModule,
  earlier: readonly PublishedModule[],
): readonly PublishedModule[] {
  const stems = new Set<string>();
  for (const block of module.blocks) {
    for (const stem of contentStems(textOf(block))) stems.add(stem);
  }
  const own = new Set(module.terms.map(({ term }) => term.toLowerCase()));
  const used = earlier
    .map((each) => ({
      module: each,
      count: each.terms.filter(({ term }) => !own.has(term.toLowerCase()) && isWithin(term, stems))
        .length,
    }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostRequired)
    .map((each) => each.module);
  return used.length > 0 ? used : earlier.slice(-1);
}

const textOf = (block: PublicBlock) => (block.type === "question" ? "" : plainTextOfBlock(block));
