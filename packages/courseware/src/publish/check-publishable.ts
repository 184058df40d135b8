import type { Block, CalloutChild, ListItem } from "@byteos/contracts/block";
import type { ModuleContent } from "@byteos/contracts/module-content";
import type { RichText } from "@byteos/contracts/rich-text";
import type { SourceRange } from "@byteos/contracts/source";
import { countBlocks } from "../blocks/count-blocks.ts";
import { plainTextOfBlock } from "../blocks/plain-text.ts";
import { wordsForPicture } from "./missing-pictures.ts";
import { isUndescribed } from "./picture-words.ts";
import { findQuestionProblems } from "./question-problems.ts";

export interface PublishProblem {
  readonly code: string;
  readonly moduleId: string | null;
  readonly blockId: string | null;
  readonly message: string;
}
export interface PublishCheck {
  /** Each of these stops publishing. */
  readonly problems: readonly PublishProblem[];
  /** Worth a look; publishing goes on. */
  readonly warnings: readonly PublishProblem[];
}
export interface CourseToCheck {
  readonly title: string;
  readonly modules: readonly {
    readonly id: string;
    readonly title: string;
    readonly content: ModuleContent;
  }[];
}
export interface CheckPublishableOptions {
  /** Hash of each source document as it is now, by document id: a range with another hash is stale. */
  readonly documentHashes?: ReadonlyMap<string, string>;
}

const longModuleWords = 4_000;

function* richTextsOfList(items: readonly ListItem[]): Generator<RichText> {
  for (const item of items) {
    yield item.content;
    if (item.list) yield* richTextsOfList(item.list.items);
  }
}

function* richTextsOf(block: Block | CalloutChild): Generator<RichText> {
  switch (block.type) {
    case "paragraph":
    case "heading":
    case "quote":
      yield block.content;
      return;
    case "list":
      yield* richTextsOfList(block.items);
      return;
    case "table":
      for (const row of block.rows) for (const cell of row) yield cell.content;
      if (block.caption) yield block.caption;
      return;
    case "image":
      if (block.caption) yield block.caption;
      return;
    case "callout":
      for (const child of block.children) yield* richTextsOf(child);
      return;
    case "question":
      yield block.question.prompt;
      if (block.question.explanation) yield block.question.explanation;
      return;
    case "code":
    case "divider":
  }
}

function isBrokenLink(href: string, places: ReadonlySet<string>): boolean {
  if (href.startsWith("#")) return !places.has(href.slice(1));
  if (/^https?:/i.test(href)) return !URL.canParse(href) || new URL(href).hostname === "";
  return !/^(mailto:[^@\s]+@[^@\s]+|tel:[+\d][\d\s().-]*)/i.test(href);
}

type Found = Omit<PublishProblem, "moduleId" | "blockId">;

function blockProblems(block: Block | CalloutChild, places: ReadonlySet<string>): Found[] {
  const found: Found[] = [];
  for (const content of richTextsOf(block)) {
    const broken = content.find(
      (span) => span.href !== undefined && isBrokenLink(span.href, places),
    );
    if (broken) {
      found.push({
        code: "link.broken",
        message: `The link on “${broken.text.slice(0, 60)}” leads nowhere.`,
      });
    }
  }
  if (block.type === "question") found.push(...findQuestionProblems(block.question));
  if (block.type === "heading" && plainTextOfBlock(block).trim() === "") {
    found.push({ code: "heading.empty", message: "A heading has no words." });
  }
  if (block.type === "image") {
    if (block.assetId === null) {
      const words = wordsForPicture(block);
      found.push({
        code: "image.no-picture",
        message:
          words === ""
            ? "An image has no picture yet."
            : `The image “${words.length > 80 ? `${words.slice(0, 79).trimEnd()}…` : words}” has no picture yet.`,
      });
    }
    if (isUndescribed(block)) {
      found.push({
        code: "image.no-alternative-text",
        message: "Describe the image in words, or mark it as decorative.",
      });
    }
  }
  return found;
}

/** Problems carry the id of the top-level block, which is what an editor can scroll to. */
function allBlockProblems(block: Block, places: ReadonlySet<string>): Found[] {
  const inner =
    block.type === "callout"
      ? block.children
          .flatMap((child) => blockProblems(child, places))
          .filter((found) => found.code !== "link.broken")
      : [];
  return [...blockProblems(block, places), ...inner];
}

function hasContent(block: Block): boolean {
  return (
    block.type === "image" || block.type === "question" || plainTextOfBlock(block).trim() !== ""
  );
}

function hasStaleSource(
  sources: readonly SourceRange[] | undefined,
  hashes: ReadonlyMap<string, string>,
): boolean {
  return (sources ?? []).some((source) => {
    const current = hashes.get(source.documentId);
    return current !== undefined && current !== source.documentHash;
  });
}

/** What stands between a draft and its publication, in reading order. */
export function checkPublishable(
  course: CourseToCheck,
  options: CheckPublishableOptions = {},
): PublishCheck {
  const problems: PublishProblem[] = [];
  const warnings: PublishProblem[] = [];
  const hashes = options.documentHashes ?? new Map<string, string>();
  const places = new Set(
    course.modules.flatMap((module) => [
      module.id,
      ...module.content.blocks.map((block) => block.id),
    ]),
  );
  const ofCourse = { moduleId: null, blockId: null };
  if (course.title.trim() === "")
    problems.push({ ...ofCourse, code: "course.untitled", message: "Give the course a title." });
  if (course.modules.length === 0)
    problems.push({ ...ofCourse, code: "course.empty", message: "Add a module." });

  const seen = new Set<string>();
  let questions = 0;
  for (const module of course.modules) {
    const ofModule = { moduleId: module.id, blockId: null };
    const { blocks } = module.content;
    if (module.title.trim() === "") {
      problems.push({ ...ofModule, code: "module.untitled", message: "Give the module a title." });
    }
    const name = module.title.trim() === "" ? "This module" : `“${module.title.trim()}”`;
    if (!blocks.some(hasContent)) {
      problems.push({ ...ofModule, code: "module.empty", message: `${name} has nothing in it.` });
    }
    for (const block of blocks) {
      const ofBlock = { moduleId: module.id, blockId: block.id };
      if (seen.has(block.id)) {
        problems.push({
          ...ofBlock,
          code: "block.repeated-id",
          message: "This block is in the course twice; remove one.",
        });
      }
      seen.add(block.id);
      problems.push(...allBlockProblems(block, places).map((found) => ({ ...ofBlock, ...found })));
      if (hasStaleSource(block.sources, hashes)) {
        warnings.push({
          ...ofBlock,
          code: "source.stale",
          message: "The source of this block has changed since.",
        });
      }
    }
    const counts = countBlocks(blocks);
    questions += counts.questions;
    if (counts.words > longModuleWords) {
      warnings.push({
        ...ofModule,
        code: "module.long",
        message: `${name} has ${counts.words.toLocaleString("en")} words; consider splitting it.`,
      });
    }
    if (counts.questions === 0 && blocks.some(hasContent)) {
      warnings.push({
        ...ofModule,
        code: "module.no-questions",
        message: `${name} asks nothing of the learner.`,
      });
    }
  }
  if (course.modules.length > 0 && questions === 0) {
    warnings.push({
      ...ofCourse,
      code: "course.no-questions",
      message: "The course has no questions.",
    });
  }
  return { problems, warnings };
}
