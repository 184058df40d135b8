import { ModuleId, BlockId } from "@byteos/contracts/ids";
import type { TutorCitation } from "@byteos/contracts/tutor";
import type { PublishedVersion } from "../enrollment/published-version.ts";
import type { EvidencePassage } from "./find-evidence.ts";

const longestQuote = 320;

/** A place in the course as the player opens it. */
export function citationOf(
  passage: EvidencePassage,
  { number, quote, version }: { number: number; quote?: string; version: PublishedVersion },
): TutorCitation {
  const words = (quote ?? passage.text).replace(/\s+/g, " ").trim();
  return {
    number,
    passageId: passage.id,
    moduleId: ModuleId.parse(passage.moduleId),
    moduleTitle:
      version.course.modules.find((module) => module.id === passage.moduleId)?.title ?? "",
    blockId: BlockId.parse(passage.blockId),
    contentHash: passage.contentHash,
    quote: words.length > longestQuote ? `${words.slice(0, longestQuote).trimEnd()}…` : words,
  };
}
