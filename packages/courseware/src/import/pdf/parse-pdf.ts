import type { DraftElement } from "../draft-element.ts";
import type { ParsedContent } from "../html/parse-html.ts";
import type { ImageCollector } from "../image-collector.ts";
import { importError, throwIfCancelled } from "../import-error.ts";
import { isContentsPage } from "./contents-page.ts";
import { findRuledTables } from "./find-tables.ts";
import { attachCaptions, demoteEmptyHeadings, restoreHeadings } from "./finish-elements.ts";
import { headingKey, learnTypography, readOutline, type OutlineEntry } from "./heading-levels.ts";
import { makeLines, makeVocabulary } from "./join-items.ts";
import { appendElements } from "./join-pages.ts";
import { linesToElements, type LayoutContext } from "./lines-to-elements.ts";
import type { PageContent, PageItem } from "./page-model.ts";
import { openPdf, type PdfDocument, type PdfOperators } from "./pdf-library.ts";
import { readPage } from "./read-page.ts";
import { makePictureReader } from "./read-pictures.ts";
import { splitIntoRegions } from "./regions.ts";
import { findRunningItems } from "./running-heads.ts";
import { TaggedPageReader, taggedShare } from "./tagged-page.ts";

const maxPages = 5_000;

export interface PdfOptions {
  readonly onPage?: (done: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A PDF page by page: its tags where they can be trusted, else its layout (lines, columns, look).
 * Only text and placed pictures stay in memory; a page's own objects are given back after reading.
 */
export async function parsePdf(
  bytes: Uint8Array,
  collector: ImageCollector,
  options: PdfOptions = {},
): Promise<ParsedContent> {
  refuseTruncated(bytes);
  const { document, operators } = await open(bytes);
  try {
    if (document.numPages > maxPages)
      throw importError("import.too-many-pages", { details: { pages: document.numPages } });
    const { pages, unreadable } = await readPages(document, operators, collector, options);
    const outline = await readOutline(document);
    const info = await readInfo(document);
    const { elements, drawings } = layOut(pages, outline);
    const warnings = describeProblems(pages, unreadable, collector);
    if (drawings > 0)
      warnings.push(`${drawings} drawing(s) could not be carried over as pictures.`);
    return { elements, warnings, pageCount: document.numPages, ...info };
  } finally {
    await document.loadingTask.destroy();
  }
}

function refuseTruncated(bytes: Uint8Array): void {
  const tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - 8_192))).toString("latin1");
  if (!/%%EOF|startxref/.test(tail)) throw importError("import.truncated");
}

async function open(
  bytes: Uint8Array,
): Promise<{ document: PdfDocument; operators: PdfOperators }> {
  try {
    return await openPdf(bytes);
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : "";
    if (name === "PasswordException") throw importError("import.encrypted-pdf", { cause });
    throw importError("import.unreadable", { cause });
  }
}

async function readPages(
  document: PdfDocument,
  operators: PdfOperators,
  collector: ImageCollector,
  { onPage, signal }: PdfOptions,
): Promise<{ pages: PageContent[]; unreadable: number[] }> {
  const reader = makePictureReader(operators, collector);
  const pages: PageContent[] = [];
  const unreadable: number[] = [];
  let letters = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    throwIfCancelled(signal);
    try {
      const page = await document.getPage(number);
      const content = await readPage(page, reader);
      letters += content.items.reduce((sum, item) => sum + item.text.trim().length, 0);
      pages.push(content);
      page.cleanup();
    } catch {
      unreadable.push(number);
    }
    onPage?.(number, document.numPages);
    if (number % 8 === 0) await new Promise<void>((resolve) => setImmediate(resolve));
  }
  if (unreadable.length === document.numPages) throw importError("import.unreadable");
  if (letters < Math.min(20, document.numPages * 5))
    throw importError("import.no-text", { details: { pages: document.numPages } });
  return { pages, unreadable };
}

async function readInfo(document: PdfDocument): Promise<{ title?: string; language?: string }> {
  try {
    const { info } = await document.getMetadata();
    const fields = info as { Title?: unknown; Language?: unknown };
    const title = typeof fields.Title === "string" ? fields.Title.replace(/\s+/g, " ").trim() : "";
    const language = typeof fields.Language === "string" ? fields.Language.trim() : "";
    return { ...(title === "" ? {} : { title }), ...(language === "" ? {} : { language }) };
  } catch {
    return {};
  }
}

function layOut(
  pages: readonly PageContent[],
  outline: readonly OutlineEntry[],
): { elements: DraftElement[]; drawings: number } {
  let drawings = 0;
  const running = findRunningItems(pages);
  const body = (page: PageContent): PageItem[] =>
    page.items.filter((item) => !running.has(item) && !item.isRotated && !item.isArtifact);
  const columns = pages.map((page) =>
    splitIntoRegions(body(page)).map((region) => makeLines(region, page.number)),
  );
  const pageLines = columns.map((regions) => regions.flat());
  const allLines = pageLines.flat();
  const vocabulary = makeVocabulary(pageLines.map((lines) => lines.map((line) => line.text)));
  const context: LayoutContext = {
    vocabulary,
    typography: learnTypography(allLines),
    outlineDepths: matchOutline(
      outline,
      allLines.map((line) => line.text),
    ),
  };
  const elements: DraftElement[] = [];
  pages.forEach((page, index) => {
    if (isContentsPage(pageLines[index] ?? [], outline)) return;
    if (taggedShare(page) < 0.9) return layOutPage(page, body(page), context, elements);
    const reader = new TaggedPageReader(page, vocabulary);
    appendElements(elements, reader.read(), vocabulary);
    drawings += reader.drawings;
  });
  const finished = attachCaptions(demoteEmptyHeadings(restoreHeadings(elements, outline), context));
  return { elements: finished, drawings };
}

/** Bookmarks are believed when at least half of them name something on the pages. */
function matchOutline(
  outline: readonly OutlineEntry[],
  texts: readonly string[],
): Map<string, number> {
  const depths = new Map<string, number>();
  const keys = texts.map(headingKey);
  const onPages = new Set(keys);
  const joined = new Set(keys.slice(1).map((key, index) => `${keys[index] ?? ""}${key}`));
  let found = 0;
  for (const { title, depth } of outline) {
    const key = headingKey(title);
    if (key === "") continue;
    if (onPages.has(key) || joined.has(key)) found += 1;
    if (!depths.has(key)) depths.set(key, depth);
  }
  return found * 2 >= outline.length ? depths : new Map();
}

function layOutPage(
  page: PageContent,
  items: readonly PageItem[],
  context: LayoutContext,
  elements: DraftElement[],
): void {
  const tables = findRuledTables(items, page.rules, context.vocabulary, page.number);
  const inTables = new Set(tables.flatMap((table) => [...table.items]));
  const free = items.filter((item) => !inTables.has(item));
  const blocks: { top: number; element: DraftElement }[] = [
    ...tables.map(({ top, element }) => ({ top, element })),
    ...page.pictures.map((picture) => ({
      top: picture.y,
      element: {
        kind: "image",
        imageKey: picture.imageKey,
        alternativeText: null,
        page: page.number,
      } as const,
    })),
  ].sort((a, b) => a.top - b.top);
  for (const region of splitIntoRegions(free)) {
    const lines = makeLines(region, page.number, 0.95);
    const bottom = Math.max(...lines.map((line) => line.y));
    let from = 0;
    while (blocks[0] !== undefined && blocks[0].top < bottom) {
      const block = blocks.shift();
      if (block === undefined) break;
      const cut = lines.findIndex((line, at) => at >= from && line.y > block.top);
      const end = cut < 0 ? lines.length : cut;
      appendElements(
        elements,
        linesToElements(lines.slice(from, end), context),
        context.vocabulary,
      );
      appendElements(elements, [block.element], context.vocabulary);
      from = end;
    }
    appendElements(elements, linesToElements(lines.slice(from), context), context.vocabulary);
  }
  for (const { element } of blocks) appendElements(elements, [element], context.vocabulary);
}

function describeProblems(
  pages: readonly PageContent[],
  unreadable: readonly number[],
  collector: ImageCollector,
): string[] {
  const warnings: string[] = [];
  const list = (numbers: readonly number[]): string =>
    numbers.slice(0, 12).join(", ") + (numbers.length > 12 ? " …" : "");
  if (unreadable.length > 0) warnings.push(`Could not be read: page ${list(unreadable)}.`);
  const silent = pages
    .filter(
      (page) => page.pictures.length > 0 && page.items.every((item) => item.text.trim() === ""),
    )
    .map((page) => page.number);
  if (silent.length > 0) warnings.push(`No text, only pictures: page ${list(silent)}.`);
  if (collector.skipped > 0)
    warnings.push(`${collector.skipped} picture(s) were left out: too large or too many.`);
  return warnings;
}
