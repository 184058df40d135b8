import type { AnswerGuard } from "@byteos/courseware/tutoring/answer-guard";
import { contentWords, countShared, supportOf } from "@byteos/retrieval/evidence/content-words";
import { supportNeeded } from "@byteos/retrieval/evidence/find-support";
import { isInstructionLike } from "@byteos/retrieval/evidence/instruction-like";

export interface ClaimCheck {
  /** What may be shown of a sentence that a model wrote, with the passages it rests on; null for nothing. */
  readonly check: (sentence: string) => { text: string; cited: readonly number[] } | null;
}

/** What a claim may rest on. */
interface ReadPassage {
  readonly heading: string;
  readonly text: string;
}

/** How many of a sentence's words the passages it cites must have at least, beside their share. */
const wordsNeeded = 3;
const mark = /\[(\d{1,2})\]/g;
const address =
  /(?:https?:\/\/|www\.)\S+|\b[\w.+-]+@[\w-]+\.\w+|!?\[[^\]]*\]\([^)]*\)|<\/?[a-z][^>]*>/gi;

/**
 * Holds a model to the course: each sentence must cite passages that it was given and be carried by their
 * words; questions back to the learner may go without. What tells an open question's answer, alone or with
 * what was said before it, does not pass, nor do addresses and markup that the passages do not have.
 */
export function makeClaimCheck(
  evidence: readonly ReadPassage[],
  guards: readonly AnswerGuard[],
): ClaimCheck {
  const words = evidence.map(({ heading, text }) => contentWords(`${heading} ${text}`));
  const everything = new Set(words.flatMap((set) => [...set]));
  const sources = evidence.map(({ text }) => text).join("\n");
  let said = "";
  return {
    check(sentence) {
      const cited = [...new Set([...sentence.matchAll(mark)].map((found) => Number(found[1])))];
      if (cited.some((number) => number < 1 || number > evidence.length)) return null;
      const claim = sentence.replace(mark, " ").replace(/\s+/g, " ").trim();
      if (claim === "" || isInstructionLike(claim)) return null;
      if ((claim.match(address) ?? []).some((found) => !sources.includes(found))) return null;
      if (cited.length === 0 && !claim.endsWith("?")) return null;
      const held =
        cited.length === 0
          ? everything
          : new Set(cited.flatMap((number) => [...(words[number - 1] ?? [])]));
      const needed = cited.length === 0 ? wordsNeeded - 1 : wordsNeeded;
      if (countShared(contentWords(claim), held) < needed) return null;
      if (cited.length > 0 && supportOf(claim, held) < supportNeeded) return null;
      if (cited.length > 0 && hasUnknownFigure(claim, cited, evidence)) return null;
      if (guards.some((guard) => guard.leaks(claim) || guard.leaks(`${said} ${claim}`)))
        return null;
      said = `${said} ${claim}`;
      return { text: sentence.trim(), cited };
    },
  };
}

/** A number, code or rare mark that the cited passages do not have is made up, however well the rest fits. */
function hasUnknownFigure(
  claim: string,
  cited: readonly number[],
  evidence: readonly ReadPassage[],
): boolean {
  const known = cited.map((number) => evidence[number - 1]).flatMap((one) => (one ? [one] : []));
  const text = known.map((one) => `${one.heading} ${one.text}`).join(" ");
  return (claim.match(/[\p{L}\d.,-]*\d[\p{L}\d]*/gu) ?? []).some(
    (figure) => !text.includes(figure),
  );
}
