import type { Block, PublicBlock } from "@byteos/contracts/block";
import type { CourseId, ModuleId } from "@byteos/contracts/ids";
import type { ModuleContent, PublishedCourse } from "@byteos/contracts/module-content";
import type { PublicQuestion, Rubric } from "@byteos/contracts/question";
import { estimateMinutes } from "./estimate-minutes.ts";
import { splitQuestion } from "./split-question.ts";

export interface DraftModule {
  readonly id: ModuleId;
  readonly title: string;
  readonly content: ModuleContent;
}
export interface DraftCourse {
  readonly id: CourseId;
  readonly title: string;
  readonly description: string;
  readonly template: string;
  readonly difficulty: PublishedCourse["difficulty"];
  readonly modules: readonly DraftModule[];
}
export interface PublicItem {
  readonly moduleId: ModuleId;
  readonly blockId: string;
  readonly kind: PublicQuestion["kind"];
  readonly publicQuestion: PublicQuestion;
  readonly rubric: Rubric;
}
export interface PublicCourse {
  readonly published: PublishedCourse;
  /** Rubrics for the server; never to be sent on with `published`. */
  readonly items: readonly PublicItem[];
}

/** The draft as learners will read it; safe in a browser for the preview. Throws `question.incomplete`. */
export function toPublicCourse(course: DraftCourse): PublicCourse {
  const items: PublicItem[] = [];
  const toPublicBlock = (moduleId: ModuleId, block: Block): PublicBlock => {
    if (block.type !== "question") return block;
    const { publicQuestion, rubric: answers } = splitQuestion(block.question, block.id);
    const rubric = block.sources === undefined ? answers : { ...answers, sources: block.sources };
    items.push({ moduleId, blockId: block.id, kind: rubric.kind, publicQuestion, rubric });
    // Without its sources: they would lead to the sentence that answers it.
    return { type: "question", id: block.id, question: publicQuestion };
  };
  const modules = course.modules.map(({ id, title, content }) => ({
    id,
    title: title.trim(),
    estimatedMinutes: estimateMinutes(content.blocks),
    blocks: content.blocks.map((block) => toPublicBlock(id, block)),
    objectives: content.objectives,
    terms: content.terms,
    cards: content.cards,
  }));
  return {
    published: {
      version: 1,
      courseId: course.id,
      title: course.title.trim(),
      description: course.description.trim(),
      template: course.template,
      difficulty: course.difficulty,
      estimatedMinutes: modules.reduce((sum, module) => sum + module.estimatedMinutes, 0),
      modules,
    },
    items,
  };
}
