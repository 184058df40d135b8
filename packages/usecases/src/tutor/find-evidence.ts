import {
  type HybridPassage,
  type QueryVector,
  searchHybrid,
} from "@byteos/db/search/hybrid-search";
import type { Tx } from "@byteos/db/transaction";
import { contentWords } from "@byteos/retrieval/evidence/content-words";
import { isInstructionLike } from "@byteos/retrieval/evidence/instruction-like";
import { sentencesOf } from "@byteos/retrieval/evidence/sentences";

export interface EvidencePassage extends HybridPassage {
  readonly moduleId: string;
  readonly blockId: string;
}

/** How much of a question, by the rarity of its words, one passage must have before it counts as an answer. */
export const coverageNeeded = 0.42;

const passagesAtMost = 6;
/** Of the nearest passage's cosine, what another needs that words alone would leave out. */
const nearEnough = 0.9;

/** Words of asking, which say nothing of what is asked about. */
const asking =
  /\b(?:please|explain|describe|define|definition|tell|means?|meaning|difference|compare|examples?|help|understand|understood|know|wonder|question|quick|summari[sz]e|summary|simple|simply|terms|words|course|lesson|module|chapter|text|byte|thing|things|happens?|used?|using|kind|kinds|sort|called|make sense|need|want|say|says|said|get|go|going|like|really|actually|again|exactly|main|important|matter|matters|whether|enough|ready|sooner|later|good|best|better|way|ways|work|works|many|much|long|often|someone|somebody|people|person|thanks?|hello|hi|ok|okay)\b/giu;

/** The question as it is searched for: what it is about, without the words of asking and without orders. */
export function searchTextOf(message: string, before: string | null): string {
  const about = withoutOrders(message).replace(asking, " ").replace(/\s+/g, " ").trim();
  // "And why?" is about what was asked before.
  if (contentWords(about).size < 2 && before !== null) {
    return `${about} ${before.replace(asking, " ")}`.trim();
  }
  return about;
}

/**
 * Passages of the version that speak of the question, best first; none when nothing covers enough of it.
 * Sentences that read like orders to a machine are taken out: a document is to be learned from, not obeyed.
 */
export async function findEvidence(
  tx: Tx,
  {
    orgId,
    courseVersionId,
    closedModuleIds,
    text,
    near,
    isAsked,
  }: {
    readonly orgId: string;
    readonly courseVersionId: string;
    readonly closedModuleIds: readonly string[];
    readonly text: string;
    /** The question as a vector, where there is an embedder. */
    readonly near: QueryVector | null;
    /** False when the text is a question of the course itself, which the course covers. */
    readonly isAsked: boolean;
  },
): Promise<EvidencePassage[]> {
  const found = await searchHybrid(tx, {
    orgId,
    scope: { kind: "version", courseVersionId, closedModuleIds },
    text,
    limit: passagesAtMost,
    near,
  });
  // Words say whether the course covers it: something is always nearest.
  if (found.length === 0) return [];
  const coverage = Math.max(...found.map((passage) => passage.coverage));
  if (isAsked && coverage < coverageNeeded) return [];
  const floor = Math.max(...found.map(({ score }) => score)) * 0.5;
  const nearest = Math.max(...found.map(({ similarity }) => similarity ?? 0));
  return found.flatMap((passage) => {
    const { moduleId, blockId, score, similarity } = passage;
    if (moduleId === null || blockId === null) return [];
    const isNear = similarity !== null && similarity >= nearest * nearEnough;
    if (score < floor && !isNear) return [];
    const words = withoutOrders(passage.text);
    return words === "" ? [] : [{ ...passage, moduleId, blockId, text: words }];
  });
}

const picture = /!\[[^\]]*\]\(\s*https?:[^)]*\)/gi;

function withoutOrders(text: string): string {
  if (!isInstructionLike(text)) return text;
  return sentencesOf(text.replace(picture, ""))
    .map((sentence) => sentence.text)
    .filter((sentence) => !isInstructionLike(sentence))
    .join(" ");
}
