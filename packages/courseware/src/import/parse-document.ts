import { createHash } from "node:crypto";
import type { DocumentFormat, ImportedDocument } from "@byteos/contracts/imported-document";
import { plainText } from "@byteos/contracts/words";
import type { DraftElement } from "./draft-element.ts";
import type { ParsedContent } from "./html/parse-html.ts";
import { ImageCollector, type ImportedImage } from "./image-collector.ts";
import { asImportError, importError, throwIfCancelled } from "./import-error.ts";
import { findLinkedPicture } from "./picture-paths.ts";
import { placeElements } from "./place-elements.ts";
import { sniffFormat } from "./sniff-format.ts";

export const maxImportBytes = 200 * 1024 * 1024;

export interface ImportProgress {
  readonly step: "reading" | "pages";
  readonly done: number;
  readonly total: number;
}

/** What came with a document: where it was itself, and each picture by its path from the same folder. */
export interface PicturesBeside {
  readonly documentPath: string;
  /** Keys as normalisePath gives them; a picture is read when the document shows it. */
  readonly pictures: ReadonlyMap<string, () => Uint8Array>;
}

export interface ParseDocumentInput {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly beside?: PicturesBeside | undefined;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ParsedDocument {
  readonly document: ImportedDocument;
  /** Pictures by the keys that image elements use. */
  readonly images: ReadonlyMap<string, ImportedImage>;
}

/**
 * Reads a PDF, Word, Markdown or HTML file into canonical text and placed elements. Touches neither
 * network nor disk, but for the pictures beside it that it is handed. Throws AppError with a code `import.*` and nothing else.
 */
export async function parseDocument(input: ParseDocumentInput): Promise<ParsedDocument> {
  const { fileName, bytes, signal } = input;
  try {
    throwIfCancelled(signal);
    if (bytes.length === 0) throw importError("import.empty-file");
    if (bytes.length > maxImportBytes)
      throw importError("import.too-large", { details: { bytes: bytes.length } });
    const format = sniffFormat(fileName, bytes);
    const { beside } = input;
    const collector = new ImageCollector((link) =>
      beside === undefined
        ? null
        : (findLinkedPicture(beside.pictures, beside.documentPath, link)?.() ?? null),
    );
    input.onProgress?.({ step: "reading", done: 0, total: 1 });
    const content = await parseFormat(format, input, collector);
    throwIfCancelled(signal);
    const { text, elements } = placeElements(content.elements);
    const hasPicture = elements.some(
      (element) => element.kind === "image" && element.imageKey !== null,
    );
    if (!hasPicture && !/[\p{L}\p{N}]/u.test(text)) throw importError("import.no-content");
    const document: ImportedDocument = {
      version: 1,
      format,
      title: chooseTitle(content, fileName),
      ...(content.language === undefined ? {} : { language: content.language.slice(0, 35) }),
      text,
      textHash: createHash("sha256").update(text).digest("hex"),
      ...(content.pageCount === undefined ? {} : { pageCount: content.pageCount }),
      elements,
      warnings: [...content.warnings],
    };
    return { document, images: collector.images };
  } catch (cause) {
    throw asImportError(cause);
  }
}

async function parseFormat(
  format: DocumentFormat,
  { bytes, onProgress, signal }: ParseDocumentInput,
  collector: ImageCollector,
): Promise<ParsedContent> {
  switch (format) {
    case "markdown": {
      const { parseMarkdown } = await import("./markdown/parse-markdown.ts");
      return parseMarkdown(bytes, collector);
    }
    case "html": {
      const { parseHtml } = await import("./html/parse-html.ts");
      return parseHtml(bytes, collector);
    }
    case "docx": {
      const { parseDocx } = await import("./docx/parse-docx.ts");
      return parseDocx(bytes, collector, signal);
    }
    case "pdf": {
      const { parsePdf } = await import("./pdf/parse-pdf.ts");
      return parsePdf(bytes, collector, {
        onPage: (done, total) => onProgress?.({ step: "pages", done, total }),
        signal,
      });
    }
  }
}

function chooseTitle(content: ParsedContent, fileName: string): string {
  const headings = content.elements.filter((element) => element.kind === "heading");
  const topLevel = Math.min(...headings.map((heading) => heading.level));
  const tops = headings.filter((heading) => heading.level === topLevel);
  const isOwnTitle = tops.length === 1 && content.elements.indexOf(tops[0] as DraftElement) <= 3;
  const fromHeading = isOwnTitle && tops[0] !== undefined ? plainText(tops[0].content) : "";
  const fromFile = fileName
    .split(/[\\/]/)
    .at(-1)
    ?.replace(/\.[A-Za-z0-9]{1,10}$/, "")
    .replace(/[_-]+/g, " ")
    .trim();
  const candidates = [
    content.title,
    fromHeading,
    headings[0] === undefined ? "" : plainText(headings[0].content),
    fromFile,
  ];
  const title = candidates
    .map((candidate) => (candidate ?? "").replace(/\s+/g, " ").trim())
    .find((candidate) => candidate !== "" && !isMachineTitle(candidate));
  return (title ?? "Untitled document").slice(0, 300);
}

/** Titles that programs leave in a file's properties. */
function isMachineTitle(title: string): boolean {
  return /^(?:microsoft word -|untitled|document\d*$|\.{3}|slide \d)|\.(?:docx?|indd|pdf|tex|dvi)$|^PowerPoint/i.test(
    title,
  );
}
