import type { DocumentId } from "@byteos/contracts/ids";
import type {
  DocumentElement,
  ImportedDocument,
  ImportedListItem,
} from "@byteos/contracts/imported-document";
import type { RichText } from "@byteos/contracts/rich-text";
import type { SourceRange } from "@byteos/contracts/source";
import { plainText } from "@byteos/contracts/words";
import { splitSentences } from "../text/split-sentences.ts";

/** A stretch of one document's canonical text. */
export interface Place {
  readonly documentIndex: number;
  readonly start: number;
  readonly end: number;
  readonly page?: number | undefined;
}

export interface MarkedRange {
  readonly start: number;
  readonly end: number;
  readonly mark: "bold" | "italic" | "code";
}

/** A sentence as the source has it, white space collapsed, with the marks on it in its own offsets. */
export interface StudySentence extends Place {
  readonly text: string;
  readonly marks: readonly MarkedRange[];
  readonly heading: string;
  /** "listed": only means something with what stands before it, as an item of an announced list or a quotation going on. */
  readonly origin: "prose" | "item" | "listed" | "key-point";
  /** The sentence before it in the same paragraph, for words that point back. */
  readonly isFirst: boolean;
}

export interface StudyList extends Place {
  readonly style: "bullet" | "ordered";
  readonly items: readonly (Place & { readonly text: string })[];
  /** The sentence that announces the list, when it ends with a colon. */
  readonly leadIn: (Place & { readonly text: string }) | null;
  readonly heading: string;
}

export interface StudyTable extends Place {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly heading: string;
}

export interface StudyHeading extends Place {
  readonly text: string;
  readonly level: number;
  /** The first sentence of prose under it. */
  readonly opening: StudySentence | null;
}

/** What one module offers to ask about. */
export interface StudyModule {
  readonly sentences: readonly StudySentence[];
  readonly lists: readonly StudyList[];
  readonly tables: readonly StudyTable[];
  readonly headings: readonly StudyHeading[];
  /** Items of "Objectives", "You will learn" and the like. */
  readonly objectives: readonly (Place & { readonly text: string })[];
}

export interface ElementRun {
  readonly documentIndex: number;
  readonly document: ImportedDocument;
  readonly firstElement: number;
  readonly endElement: number;
}

const collapse = (text: string) => text.replace(/\s+/g, " ").trim();

const objectiveTitle =
  /^(?:learning |course |lesson )?(?:objectives?|goals|outcomes)\b|^(?:what )?you(?:['’]ll| will) learn\b|^in this (?:chapter|lesson|module|section),? you(?:['’]ll| will)\b|^lernziele\b|^objectifs\b|^objetivos\b/i;
const keyPointTitle = /^key ?(?:points?|takeaways?|ideas)\b|^takeaways?$/i;
const asideTitle =
  /^(?:questions?|prerequisites?|instructor note|note for instructors?|discussion|exercise|solution|answer|checklist)\b/i;

export function isObjectiveTitle(title: string): boolean {
  return objectiveTitle.test(title.trim());
}

/** "This means that:", "There are two reasons …:": what follows is said of its own right. */
const announcesFacts =
  /\b(?:reasons?|means?|important|rules?|guidelines?|principles?|benefits?|advantages?|facts?|characteristics|properties)\b/i;
/** Examples, cases and what is ruled out are not facts, however they are phrased. */
const announcesOther =
  /\b(?:not|never|no|nor|avoid|without|wrong|mistakes?|myths?|examples?|instance|cases?|imagine|suppose|if|when|questions?|\w+n['’]t)\b/i;

function marksOf(content: RichText): MarkedRange[] {
  const marks: MarkedRange[] = [];
  let offset = 0;
  for (const span of content) {
    for (const mark of span.marks ?? []) {
      if (mark !== "bold" && mark !== "italic" && mark !== "code") continue;
      const last = marks.findLast((range) => range.mark === mark);
      if (last && last.end === offset)
        marks[marks.indexOf(last)] = { ...last, end: offset + span.text.length };
      else marks.push({ start: offset, end: offset + span.text.length, mark });
    }
    offset += span.text.length;
  }
  return marks;
}

/** Marks of a paragraph moved into the offsets of one of its sentences, white space collapsed. */
function marksWithin(
  raw: string,
  marks: readonly MarkedRange[],
  from: number,
  to: number,
): MarkedRange[] {
  const length = (end: number) => {
    const text = raw.slice(from, end).replace(/\s+/g, " ");
    return text.length - (text.length - text.trimStart().length);
  };
  return marks
    .filter((range) => range.start >= from && range.end <= to && range.end > range.start)
    .map((range) => ({ ...range, start: length(range.start), end: length(range.end) }));
}

/** Whether somebody else's words, begun in an earlier sentence, still go on. */
function isWithinQuotation(text: string, at: number): boolean {
  const before = text.slice(0, at);
  return (before.match(/“/g)?.length ?? 0) > (before.match(/”/g)?.length ?? 0);
}

/** "**Easier to merge.** Working on …": what the list says is the label, and the rest is prose about it. */
function isLabel(opening: string, marks: readonly MarkedRange[]): boolean {
  return marks.some(
    ({ mark, start, end }) => mark === "bold" && start === 0 && end >= opening.trimEnd().length - 1,
  );
}

class StudyReader {
  readonly sentences: StudySentence[] = [];
  readonly lists: StudyList[] = [];
  readonly tables: StudyTable[] = [];
  readonly headings: { heading: Omit<StudyHeading, "opening">; opening: StudySentence | null }[] =
    [];
  readonly objectives: (Place & { text: string })[] = [];
  private heading = "";
  private leadIn: StudyList["leadIn"] = null;
  private readonly run: ElementRun;

  constructor(run: ElementRun) {
    this.run = run;
  }

  private place(element: { start: number; end: number; page?: number | undefined }): Place {
    return {
      documentIndex: this.run.documentIndex,
      start: element.start,
      end: element.end,
      ...(element.page === undefined ? {} : { page: element.page }),
    };
  }

  private readProse(content: RichText, place: Place, origin: StudySentence["origin"]): void {
    const raw = plainText(content);
    const marks = marksOf(content);
    splitSentences(raw).forEach((range, index) => {
      const text = collapse(raw.slice(range.start, range.end));
      const sentence: StudySentence = {
        ...place,
        start: place.start + range.start,
        end: place.start + range.end,
        text,
        marks: marksWithin(raw, marks, range.start, range.end),
        heading: this.heading,
        origin: isWithinQuotation(raw, range.start)
          ? "listed"
          : origin === "listed" && index > 0 && isLabel(raw.slice(0, range.start), marks)
            ? "item"
            : origin,
        isFirst: index === 0,
      };
      this.sentences.push(sentence);
      const open = this.headings.at(-1);
      if (open && open.opening === null && origin === "prose") open.opening = sentence;
      this.leadIn = /[:：]$/.test(text)
        ? { ...place, start: sentence.start, end: sentence.end, text }
        : null;
    });
  }

  private readItems(
    items: readonly ImportedListItem[],
    page: number | undefined,
    origin: StudySentence["origin"],
  ): void {
    for (const item of items) {
      const end = item.start + plainText(item.content).length;
      this.readProse(item.content, this.place({ start: item.start, end, page }), origin);
      if (item.list) this.readItems(item.list.items, page, origin);
    }
  }

  private readList(
    element: Extract<DocumentElement, { kind: "list" }>,
    given: StudySentence["origin"],
  ): void {
    const announcement = this.leadIn?.text ?? "";
    const isOfFacts = announcesFacts.test(announcement) && !announcesOther.test(announcement);
    const isAnnounced = (this.leadIn !== null && !isOfFacts) || this.heading.endsWith("?");
    const origin = given === "item" && isAnnounced ? "listed" : given;
    if (origin !== "key-point") {
      this.lists.push({
        ...this.place(element),
        style: element.style,
        leadIn: this.leadIn,
        heading: this.heading,
        items: element.items.map((item) => ({
          ...this.place({
            start: item.start,
            end: item.start + plainText(item.content).length,
            page: element.page,
          }),
          text: collapse(plainText(item.content)),
        })),
      });
    }
    this.leadIn = null;
    this.readItems(element.items, element.page, origin);
  }

  private readTable(element: Extract<DocumentElement, { kind: "table" }>): void {
    const rows = element.rows
      .filter((row) =>
        row.every((cell) => (cell.columnSpan ?? 1) === 1 && (cell.rowSpan ?? 1) === 1),
      )
      .map((row) => row.map((cell) => collapse(plainText(cell.content))));
    const [header, ...body] = rows;
    if (element.hasHeaderRow && header) {
      this.tables.push({ ...this.place(element), header, rows: body, heading: this.heading });
    }
  }

  private readObjectives(element: DocumentElement): void {
    if (element.kind !== "list") return;
    for (const item of element.items) {
      const end = item.start + plainText(item.content).length;
      const text = collapse(plainText(item.content));
      if (text !== "")
        this.objectives.push({
          ...this.place({ start: item.start, end, page: element.page }),
          text,
        });
    }
  }

  read(): void {
    let isObjectives = false;
    let origin: StudySentence["origin"] = "prose";
    for (const element of this.run.document.elements.slice(
      this.run.firstElement,
      this.run.endElement,
    )) {
      if (element.kind === "heading") {
        const text = collapse(plainText(element.content));
        isObjectives = isObjectiveTitle(text);
        origin = keyPointTitle.test(text) ? "key-point" : "prose";
        this.heading = text;
        this.leadIn = null;
        if (!isObjectives)
          this.headings.push({
            heading: { ...this.place(element), text, level: element.level },
            opening: null,
          });
        continue;
      }
      if (isObjectives) {
        this.readObjectives(element);
        continue;
      }
      if (
        element.kind === "paragraph" &&
        isObjectiveTitle(plainText(element.content)) &&
        plainText(element.content).trim().endsWith(":")
      ) {
        isObjectives = true;
        continue;
      }
      if (element.kind === "callout") this.readCallout(element);
      else this.readElement(element, origin);
    }
  }

  private readCallout(element: Extract<DocumentElement, { kind: "callout" }>): void {
    const title = element.title ?? "";
    if (isObjectiveTitle(title)) {
      for (const child of element.children) this.readObjectives(child);
      return;
    }
    if (element.variant === "exercise" || asideTitle.test(title)) return;
    for (const child of element.children)
      this.readElement(child, keyPointTitle.test(title) ? "key-point" : "prose");
  }

  private readElement(
    element: Exclude<DocumentElement, { kind: "callout" | "heading" }>,
    origin: StudySentence["origin"],
  ): void {
    switch (element.kind) {
      case "paragraph":
        this.readProse(element.content, this.place(element), origin);
        return;
      case "list":
        this.readList(element, origin === "prose" ? "item" : origin);
        return;
      case "table":
        this.readTable(element);
        return;
      case "quote":
      case "code":
      case "image":
      case "divider":
        this.leadIn = null;
    }
  }
}

/** Reads the sentences, lists, tables and headings of a module's stretches of documents. */
export function readStudyModule(runs: readonly ElementRun[]): StudyModule {
  const readers = runs.map((run) => {
    const reader = new StudyReader(run);
    reader.read();
    return reader;
  });
  return {
    sentences: readers.flatMap((reader) => reader.sentences),
    lists: readers.flatMap((reader) => reader.lists),
    tables: readers.flatMap((reader) => reader.tables),
    headings: readers.flatMap((reader) =>
      reader.headings.map(({ heading, opening }) => ({ ...heading, opening })),
    ),
    objectives: readers.flatMap((reader) => reader.objectives),
  };
}

/** The place as a block's source. */
export function sourceOf(
  place: Place,
  documents: readonly { readonly id: DocumentId; readonly document: ImportedDocument }[],
): SourceRange {
  const source = documents[place.documentIndex];
  if (source === undefined) throw new RangeError(`No document ${place.documentIndex}`);
  return {
    documentId: source.id,
    documentHash: source.document.textHash,
    start: place.start,
    end: place.end,
    ...(place.page === undefined ? {} : { page: place.page }),
  };
}
