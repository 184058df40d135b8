import type { GeneratedKind } from "@byteos/contracts/generated-content";
import type { StudySentence } from "../questions/study-text.ts";
import type { PassageStudy } from "./study-passages.ts";

export interface ExtractedItem {
  readonly front: string | null;
  /** Word for word the passage's, white space collapsed. */
  readonly sentence: StudySentence;
}

/**
 * What can be made of passages without a model: a summary of their weightiest sentences in reading order,
 * terms with the sentence that says what they are, and cards of both. Every word is the course's own.
 */
export function extractContent(
  study: PassageStudy,
  { kind, most }: { readonly kind: GeneratedKind; readonly most: number },
): ExtractedItem[] {
  if (kind === "summary") return summarise(study, most);
  const items = new Map<string, ExtractedItem>();
  for (const { term, sentence } of study.definitions) {
    if (items.has(sentence.text)) continue;
    items.set(sentence.text, {
      front: kind === "flashcards" ? `What does the text say of “${term}”?` : term,
      sentence,
    });
  }
  if (kind === "flashcards") {
    for (const { sentence } of study.statements) {
      if (items.has(sentence.text) || sentence.heading === "" || !sentence.isFirst) continue;
      items.set(sentence.text, {
        front: `What does the text say first about “${sentence.heading}”?`,
        sentence,
      });
    }
  }
  return [...items.values()].slice(0, most);
}

function summarise({ statements, sentences }: PassageStudy, most: number): ExtractedItem[] {
  const chosen: StudySentence[] =
    statements.length > 0
      ? statements.slice(0, most).map(({ sentence }) => sentence)
      : sentences.filter(({ isFirst }) => isFirst).slice(0, most);
  return chosen
    .toSorted((a, b) => a.documentIndex - b.documentIndex || a.start - b.start)
    .map((sentence) => ({ front: null, sentence }));
}
