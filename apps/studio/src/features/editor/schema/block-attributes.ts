import { SourceRange } from "@byteos/contracts/source";
import { z } from "zod";

const Sources = z.array(SourceRange).max(50);

function parseSources(element: HTMLElement): z.infer<typeof Sources> | null {
  const json = element.dataset.sources;
  if (json === undefined) return null;
  try {
    return Sources.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

/** The page is drawn after the block's last word. */
function pageOf(sources: unknown): { "data-page"?: string } {
  const [first] = Sources.safeParse(sources).data ?? [];
  return first?.page === undefined ? {} : { "data-page": `p. ${first.page}` };
}

/** What every block carries: its id, and where its words came from. Both travel with cut and paste. */
export function blockAttributes() {
  return {
    blockId: {
      default: null,
      parseHTML: (element: HTMLElement) => element.dataset.blockId ?? null,
      renderHTML: (attributes: Record<string, unknown>) =>
        typeof attributes.blockId === "string" ? { "data-block-id": attributes.blockId } : {},
    },
    sources: {
      default: null,
      parseHTML: parseSources,
      renderHTML: (attributes: Record<string, unknown>) =>
        attributes.sources == null
          ? {}
          : { "data-sources": JSON.stringify(attributes.sources), ...pageOf(attributes.sources) },
    },
  };
}

/** An attribute that lives in the document and is drawn by the block's own view. */
export function plainAttribute<T>(fallback: T, dataName?: string) {
  return {
    default: fallback,
    rendered: dataName !== undefined,
    parseHTML: (element: HTMLElement) =>
      dataName === undefined ? fallback : (element.getAttribute(dataName) ?? fallback),
  };
}
