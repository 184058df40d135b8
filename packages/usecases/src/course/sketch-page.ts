import type { DocumentElement } from "@byteos/contracts/imported-document";

export interface PageSketchLine {
  readonly kind: "text" | "heading" | "gap";
  /** 0 to 1 of the text's width. */
  readonly width: number;
  readonly isMarked: boolean;
}

const charactersPerLine = 84;
const mostLines = 34;

/** One page as lines of their true number and order, those of the range marked; for a small picture of the page. */
export function sketchPage(
  elements: readonly DocumentElement[],
  page: number,
  range: { readonly start: number; readonly end: number },
): PageSketchLine[] {
  const lines: PageSketchLine[] = [];
  for (const element of elements) {
    if (element.page !== page) continue;
    if (lines.length > 0) lines.push({ kind: "gap", width: 0, isMarked: false });
    const kind = element.kind === "heading" ? "heading" : "text";
    for (
      let at = element.start;
      at < Math.max(element.end, element.start + 1);
      at += charactersPerLine
    ) {
      const end = Math.min(at + charactersPerLine, element.end);
      lines.push({
        kind,
        width: Math.max(0.2, (end - at) / charactersPerLine),
        isMarked: at < range.end && end > range.start,
      });
    }
  }
  if (lines.length <= mostLines) return lines;
  // A full page keeps its proportions: every nth line stands for its neighbours, and marked ones always stay.
  const step = Math.ceil(lines.length / mostLines);
  return lines.filter((line, index) => line.isMarked || index % step === 0).slice(0, mostLines);
}
