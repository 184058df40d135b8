import type { Block } from "@byteos/contracts/block";
import type { ModuleContent } from "@byteos/contracts/module-content";
import { ModuleContent as ModuleContentSchema } from "@byteos/contracts/module-content";
import type { CourseOutline, OutlineModule } from "@byteos/contracts/outline";
import { plainText, richText } from "@byteos/contracts/words";
import type { SourceDocument } from "../outline/propose-outline.ts";
import type { ModuleStudy } from "../questions/make-quiz.ts";
import { studyCourse } from "../questions/make-quiz.ts";
import { readStudyModule, sourceOf } from "../questions/study-text.ts";
import { stableId } from "../random/stable-hash.ts";
import type { FindAsset } from "./build-blocks.ts";
import { blockIdOf, buildBlocks, slugOf } from "./build-blocks.ts";
import { findKeyTerms, findObjectives, makeFlashcards } from "./study-aids.ts";

export interface BuildDraftInput {
  readonly outline: CourseOutline;
  readonly documents: readonly SourceDocument[];
  /** The stored picture for a document's image key; null when it could not be stored. */
  readonly assetOf: FindAsset;
  /** Ids and choices follow from it: the id of the import or course. */
  readonly seed: string;
  readonly onModule?: ((done: number, total: number) => void) | undefined;
}
export interface DraftedModule {
  readonly outlineModuleId: string;
  readonly title: string;
  readonly content: ModuleContent;
}

const quizTitle = "Check your understanding";
const mostBlocks = 5_000;

const squash = (text: string) => text.replace(/\s+/g, " ").trim().toLowerCase();

/** The document index and stretch of each section that still exists. */
function runsOf(entry: OutlineModule, documents: readonly SourceDocument[]) {
  return entry.sections.flatMap((section) => {
    const documentIndex = documents.findIndex((candidate) => candidate.id === section.documentId);
    const source = documents[documentIndex];
    if (source === undefined) return [];
    return [
      {
        source,
        documentIndex,
        document: source.document,
        firstElement: section.firstElement,
        endElement: section.endElement,
      },
    ];
  });
}
type Run = ReturnType<typeof runsOf>[number];

/** The heading that became the module's title is not said again as its first block. */
function withoutTitle(runs: readonly Run[], title: string): Run[] {
  const [first, ...rest] = runs;
  if (first === undefined) return [];
  const opening = first.document.elements[first.firstElement];
  const isTitle =
    opening?.kind === "heading" && squash(plainText(opening.content)) === squash(title);
  return [isTitle ? { ...first, firstElement: first.firstElement + 1 } : first, ...rest];
}

/** Levels in use, deepest last, mapped to 2, 3, 4. */
function levelsOf(runs: readonly Run[]): (level: number) => 2 | 3 | 4 {
  const used = new Set<number>();
  for (const run of runs) {
    for (const element of run.document.elements.slice(run.firstElement, run.endElement)) {
      if (element.kind === "heading") used.add(element.level);
    }
  }
  const ranked = [...used].sort((a, b) => a - b);
  return (level) => {
    const rank = ranked.indexOf(level);
    return rank <= 0 ? 2 : rank === 1 ? 3 : 4;
  };
}

function makeQuizBlocks(
  study: ModuleStudy,
  documents: readonly SourceDocument[],
  seed: string,
): Block[] {
  if (study.quiz.length === 0) return [];
  const heading: Block = {
    type: "heading",
    id: blockIdOf(seed, "quiz", 0),
    level: 2,
    content: richText(quizTitle),
  };
  return [
    heading,
    ...study.quiz.map(({ question, places }): Block => ({
      type: "question",
      id: blockIdOf(
        seed,
        "question",
        stableId(JSON.stringify(question.prompt), places[0]?.start ?? 0, question.kind),
      ),
      sources: places.slice(0, 50).map((place) => sourceOf(place, documents)),
      question,
    })),
  ];
}

function findAnchors(
  included: readonly Run[],
  seed: string,
): (documentId: string) => (fragment: string) => string | null {
  const places = new Map<string, string>();
  for (const { source, firstElement, endElement } of included) {
    for (let index = firstElement; index < endElement; index++) {
      const element = source.document.elements[index];
      if (element?.kind !== "heading") continue;
      const key = `${source.id}#${slugOf(plainText(element.content))}`;
      if (!places.has(key)) places.set(key, blockIdOf(seed, source.id, index));
    }
  }
  return (documentId) => (fragment) =>
    places.get(`${documentId}#${slugOf(decodeFragment(fragment))}`) ?? null;
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/**
 * Turns a reviewed outline into modules of blocks with objectives, key terms, cards and a quiz, all drawn from the
 * documents word for word. The same input and seed give the same ids, words and order.
 */
export function buildDraft({
  outline,
  documents,
  assetOf,
  seed,
  onModule,
}: BuildDraftInput): DraftedModule[] {
  const included = outline.modules.filter((entry) => entry.isIncluded);
  const runs = included.map((entry) => withoutTitle(runsOf(entry, documents), entry.title));
  const studies = studyCourse(
    runs.map((modulesRuns) => readStudyModule(modulesRuns)),
    seed,
    documents[0]?.document.language,
  );
  const anchorsOf = findAnchors(runs.flat(), seed);
  return included.map((entry, index) => {
    const moduleRuns = runs[index] ?? [];
    const study = studies[index];
    const moduleSeed = stableId(seed, entry.id);
    const levelOf = levelsOf(moduleRuns);
    const blocks = moduleRuns.flatMap(({ source, firstElement, endElement }) =>
      buildBlocks({
        source,
        firstElement,
        endElement,
        assetOf,
        anchorOf: anchorsOf(source.id),
        levelOf,
        seed,
      }),
    );
    const quiz = study === undefined ? [] : makeQuizBlocks(study, documents, moduleSeed);
    const content = ModuleContentSchema.parse({
      version: 1,
      blocks: [...blocks.slice(0, mostBlocks - quiz.length), ...quiz],
      objectives: study === undefined ? [] : findObjectives(study, documents, moduleSeed),
      terms: study === undefined ? [] : findKeyTerms(study, documents, moduleSeed),
      cards: study === undefined ? [] : makeFlashcards(study, documents, moduleSeed),
    });
    onModule?.(index + 1, included.length);
    return { outlineModuleId: entry.id, title: entry.title, content };
  });
}
