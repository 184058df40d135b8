import type { calloutVariants } from "@byteos/contracts/block";
import type { RichText } from "@byteos/contracts/rich-text";

/** Elements as a format's parser finds them, before they have a place in the canonical text. */
export interface DraftListItem {
  content: RichText;
  list?: DraftNestedList | undefined;
}
export interface DraftNestedList {
  style: "bullet" | "ordered";
  items: DraftListItem[];
}
export interface DraftCell {
  content: RichText;
  columnSpan?: number;
  rowSpan?: number;
}
interface Paged {
  page?: number;
}
export type CalloutVariant = (typeof calloutVariants)[number];

export type SimpleDraft = Paged &
  (
    | { kind: "paragraph"; content: RichText }
    | { kind: "list"; style: "bullet" | "ordered"; items: DraftListItem[] }
    | { kind: "quote"; content: RichText }
    | { kind: "code"; code: string; language?: string }
    | { kind: "table"; hasHeaderRow: boolean; rows: DraftCell[][]; caption?: RichText }
    | { kind: "image"; imageKey: string | null; alternativeText: string | null; caption?: RichText }
  );
export type DraftElement =
  | SimpleDraft
  | (Paged & { kind: "heading"; level: number; content: RichText })
  | (Paged & { kind: "callout"; variant: CalloutVariant; title?: string; children: SimpleDraft[] })
  | (Paged & { kind: "divider" });

export function isSimpleDraft(element: DraftElement): element is SimpleDraft {
  return element.kind !== "heading" && element.kind !== "callout" && element.kind !== "divider";
}

/** What may stand inside a call-out: headings become bold paragraphs, inner call-outs open up. */
export function asCalloutChildren(elements: readonly DraftElement[]): SimpleDraft[] {
  return elements.flatMap((element): SimpleDraft[] => {
    if (isSimpleDraft(element)) return [element];
    const page = element.page === undefined ? {} : { page: element.page };
    if (element.kind === "heading") {
      const content = element.content.map((span) => ({
        ...span,
        marks: [...new Set([...(span.marks ?? []), "bold" as const])],
      }));
      return [{ kind: "paragraph", content, ...page }];
    }
    if (element.kind === "callout") {
      const title: SimpleDraft[] =
        element.title === undefined
          ? []
          : [{ kind: "paragraph", content: [{ text: element.title, marks: ["bold"] }], ...page }];
      return [...title, ...element.children];
    }
    return [];
  });
}
