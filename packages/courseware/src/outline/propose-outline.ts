import type { DocumentId } from "@byteos/contracts/ids";
import type { DocumentElement, ImportedDocument } from "@byteos/contracts/imported-document";
import type { CourseOutline, OutlineModule, OutlineSection } from "@byteos/contracts/outline";
import { plainText } from "@byteos/contracts/words";
import { countWords } from "../blocks/count-blocks.ts";
import { stableId } from "../random/stable-hash.ts";
import { findReasonToSkip } from "./front-matter.ts";

export interface SourceDocument {
  readonly id: DocumentId;
  readonly document: ImportedDocument;
}

/** A module of 150 to 3,000 words takes about one to fifteen minutes to read. */
const fewestWords = 150;
const mostWords = 3_000;
/** The contract's limits; what is beyond them stays in the last one. */
const mostSections = 1_000;
const mostModules = 500;
const wordsWithoutHeadings = 1_200;

interface Run {
  readonly first: number;
  readonly end: number;
  readonly words: number;
  readonly title: string | null;
  readonly level: number;
}

const clip = (text: string) => text.replace(/\s+/g, " ").trim().slice(0, 300).trim();

class DocumentRuns {
  readonly source: SourceDocument;
  private readonly wordsBefore: number[] = [0];

  constructor(source: SourceDocument) {
    this.source = source;
    const { elements, text } = source.document;
    for (const element of elements) {
      this.wordsBefore.push(
        (this.wordsBefore.at(-1) ?? 0) + countWords(text.slice(element.start, element.end)),
      );
    }
  }

  get elements(): readonly DocumentElement[] {
    return this.source.document.elements;
  }

  run(first: number, end: number): Run {
    const element = this.elements[first];
    const isHeading = element?.kind === "heading";
    return {
      first,
      end,
      words: (this.wordsBefore[end] ?? 0) - (this.wordsBefore[first] ?? 0),
      title: isHeading ? clip(plainText(element.content)) || null : null,
      level: isHeading ? element.level : 0,
    };
  }

  /** Cuts a run before each of the given elements. */
  cut(run: Run, at: readonly number[]): Run[] {
    const places = [
      run.first,
      ...at.filter((index) => index > run.first && index < run.end),
      run.end,
    ];
    return places.slice(1).map((end, index) => this.run(places[index] ?? run.first, end));
  }

  headingsIn(run: Run): { index: number; level: number }[] {
    const found: { index: number; level: number }[] = [];
    for (let index = run.first; index < run.end; index++) {
      const element = this.elements[index];
      if (element?.kind === "heading" && clip(plainText(element.content)) !== "")
        found.push({ index, level: element.level });
    }
    return found;
  }

  /** Cuts at the highest level that has two headings or more below the run's own; the run itself when none has. */
  cutAtHeadings(run: Run): Run[] {
    const headings = this.headingsIn(run).filter((heading) => heading.index !== run.first);
    const levels = [...new Set(headings.map((heading) => heading.level))].sort((a, b) => a - b);
    for (const level of levels) {
      const at = headings
        .filter((heading) => heading.level <= level)
        .map((heading) => heading.index);
      if (at.length >= (run.title === null ? 1 : 2)) return this.cut(run, at);
    }
    return [run];
  }

  /** Cuts a long stretch without headings before paragraphs, every `wordsWithoutHeadings` words or so. */
  cutBySize(run: Run): Run[] {
    const at: number[] = [];
    let since = 0;
    for (let index = run.first; index < run.end; index++) {
      const kind = this.elements[index]?.kind;
      if (since >= wordsWithoutHeadings && (kind === "paragraph" || kind === "heading")) {
        at.push(index);
        since = 0;
      }
      since += this.run(index, index + 1).words;
    }
    return this.cut(run, at);
  }

  isToSkip(run: Run): string | null {
    return findReasonToSkip(
      run.title ?? "",
      this.elements.slice(run.title === null ? run.first : run.first + 1, run.end),
    );
  }

  splitLarge(run: Run): Run[] {
    if (run.words <= mostWords || this.isToSkip(run) !== null) return [run];
    const parts = this.cutAtHeadings(run);
    if (parts.length === 1) return this.cutBySize(run);
    return this.joinTiny(parts).flatMap((part) =>
      part.words < run.words ? this.splitLarge(part) : [part],
    );
  }

  /** Joins what is too short to stand alone: an opening with what it opens, anything else with what stands before it. */
  joinTiny(runs: readonly Run[]): Run[] {
    const joined: Run[] = [];
    for (const run of runs) {
      const previous = joined.at(-1);
      const mayJoin =
        previous !== undefined && this.isToSkip(run) === null && this.isToSkip(previous) === null;
      const isTiny = run.words < fewestWords || (previous?.words ?? 0) < fewestWords;
      if (
        previous &&
        mayJoin &&
        isTiny &&
        previous.words + run.words <= mostWords &&
        run.level >= previous.level
      ) {
        const named = previous.title !== null ? previous : run;
        joined[joined.length - 1] = {
          ...this.run(previous.first, run.end),
          title: named.title,
          level: previous.level,
        };
      } else {
        joined.push(run);
      }
    }
    return joined;
  }

  section(run: Run): OutlineSection {
    const page = this.elements[run.first]?.page;
    return {
      id: stableId("section", this.source.id, run.first),
      documentId: this.source.id,
      title:
        run.title ??
        clip((run.first === 0 ? this.source.document.title : "") || this.openingWords(run)),
      firstElement: run.first,
      endElement: run.end,
      words: run.words,
      ...(page === undefined ? {} : { page }),
    };
  }

  openingWords(run: Run): string {
    const { text } = this.source.document;
    const opening = this.elements
      .slice(run.first, run.end)
      .find((element) => element.end > element.start);
    if (opening === undefined) return "";
    const words = text
      .slice(opening.start, Math.min(opening.end, opening.start + 200))
      .trim()
      .split(/\s+/);
    return words.length <= 8 ? words.join(" ") : `${words.slice(0, 8).join(" ")}…`;
  }

  module(run: Run, title: string): OutlineModule {
    const reason = this.isToSkip(run);
    const at = this.headingsIn(run)
      .map((heading) => heading.index)
      .slice(0, mostSections - 1);
    const sections = this.cut(run, at).map((part) => this.section(part));
    return {
      id: stableId("module", sections[0]?.id ?? ""),
      title,
      isIncluded: reason === null,
      ...(reason === null ? {} : { note: reason }),
      sections,
    };
  }
}

function modulesOfDocument(source: SourceDocument, isOnlyOne: boolean): OutlineModule[] {
  const runs = new DocumentRuns(source);
  const { elements, title } = source.document;
  if (elements.length === 0) return [];
  const whole = runs.run(0, elements.length);
  const isOneModule = whole.words <= (isOnlyOne ? fewestWords * 8 : mostWords + 500);
  const parts = isOneModule
    ? [whole]
    : runs.joinTiny(runs.cutAtHeadings(whole)).flatMap((run) => runs.splitLarge(run));
  // Where the only top heading is the document's title, its own parts are the chapters.
  const chapters = parts.length === 1 && !isOneModule ? runs.splitLarge(parts[0] ?? whole) : parts;
  const fallback = clip(title) || "Introduction";
  return chapters.map((run, index) => {
    const name =
      chapters.length === 1 && run.title === null
        ? fallback
        : (run.title ?? (index === 0 ? fallback : runs.openingWords(run)));
    return runs.module(run, clip(name) || `Part ${index + 1}`);
  });
}

/** Short files join the one after them, as an opening does, or the one before when they come last. */
function joinTinyModules(modules: readonly OutlineModule[]): OutlineModule[] {
  const wordsIn = (entry: OutlineModule) =>
    entry.sections.reduce((sum, section) => sum + section.words, 0);
  const joined: OutlineModule[] = [];
  let opening: OutlineModule | null = null;
  for (const entry of modules) {
    const current: OutlineModule =
      opening === null ? entry : { ...entry, sections: [...opening.sections, ...entry.sections] };
    opening = null;
    if (current.isIncluded && wordsIn(current) < fewestWords) opening = current;
    else if (!current.isIncluded && current.sections.length > entry.sections.length)
      joined.push({ ...current, isIncluded: true });
    else joined.push(current);
  }
  const last = joined.at(-1);
  if (opening !== null) {
    if (last?.isIncluded)
      joined[joined.length - 1] = { ...last, sections: [...last.sections, ...opening.sections] };
    else joined.push(opening);
  }
  return joined;
}

function withinLimit(modules: readonly OutlineModule[]): OutlineModule[] {
  const kept = modules.slice(0, mostModules);
  const last = kept.at(-1);
  const sections = modules.slice(mostModules).flatMap((entry) => entry.sections);
  if (last === undefined || sections.length === 0) return kept;
  return [
    ...kept.slice(0, -1),
    { ...last, isIncluded: true, sections: [...last.sections, ...sections] },
  ];
}

function titleOf(sources: readonly SourceDocument[]): string {
  const titles = sources
    .map((source) => clip(source.document.title))
    .filter((title) => title !== "");
  return titles[0] ?? "Untitled course";
}

/** The first paragraph worth showing on a course card, verbatim; empty when there is none. */
function describe(sources: readonly SourceDocument[]): string {
  for (const { document } of sources) {
    const opening = document.elements.find(
      (element) => element.kind === "paragraph" && countWords(plainText(element.content)) >= 12,
    );
    if (opening?.kind === "paragraph")
      return plainText(opening.content).replace(/\s+/g, " ").trim().slice(0, 2_000);
  }
  return "";
}

/**
 * A course outline from the structure of its documents: chapters become modules of a sensible size, contents,
 * legal notices and indexes are left out with a note, and every element is in exactly one section.
 */
export function proposeOutline(sources: readonly SourceDocument[], title?: string): CourseOutline {
  const isOnlyOne = sources.length === 1;
  const modules = sources.flatMap((source) => modulesOfDocument(source, isOnlyOne));
  return {
    version: 1,
    title: clip(title ?? "") || titleOf(sources),
    description: describe(sources),
    modules: withinLimit(isOnlyOne ? modules : joinTinyModules(modules)),
  };
}
