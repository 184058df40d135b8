import { isEverydayWord, isGrammarWord, wordsOf } from "../text/words.ts";
import type { StudySentence } from "./study-text.ts";

const connective =
  /^(?:however|also|furthermore|moreover|therefore|thus|hence|additionally|similarly|consequently|ultimately|likewise|generally|usually|typically|specifically|note that|remember that|keep in mind that),?\s+(?=\S)|^(?:in addition|as a result|in other words|of course|in general|in fact|in particular|for this reason|in short|on the other hand|by contrast|in contrast|again),\s+|^(?:so|but|and|or|yet),?\s+/i;

const pointsBack =
  /^(?:this|that|these|those|it|its|they|their|them|he|she|his|her|him|there|here|such|both|another|others?|the other|one|ones|neither|either|none|(?:some|many|most|all|few|several)\b(?! \p{Ll}+s\b(?! of\b))|each of|any|then|now|next|first|second|third|finally|lastly|instead|otherwise|rather|still|again|too|similarly|what|which|who|why|how|where|yes|no|ok|okay|sorry|well|oh|perhaps|maybe|luckily|unfortunately|fortunately|as (?:we|you|before|mentioned|noted|shown|discussed|described)|at this point|for example|for instance|e\.g|i\.e|because of|after (?:this|that|all)|if so|even so|not only|everyone|nobody|anyone|let|let's|please|thanks|in (?:this|that|these|those|both|such|our|the (?:case|example|above|following|next|previous|last|first))|to (?:do|see|fix|make) (?:this|that|so|it)|once (?:you|we|this|that)|by doing|doing|with (?:this|that)|the same|chances are|the (?:second|third|other|rest|two|three)|a (?:second|third|secondary|better|further)|an alternative|for (?:more|an example|examples|details|further|information)|the (?:first|last) (?:line|sentence|word|few|part|paragraph|column|row)|if there (?:is|are)\b.*,? they|remember,|to [^,]+$)\b/iu;

const tutorialStep =
  /^(?:type|save|click|open|run|press|create|go|look|try|check|enter|download|install|copy|paste|select|edit|change|modify|imagine|suppose|consider|recall|notice|note|see|visit|navigate|scroll|replace|return|use|fill|log|add|compare|read|watch|think|say|contact|email|figure|feel free|take|verify|ask|join|make sure)\b/i;

const firstPerson =
  /\b(?:we|us|our|ours|let's|i|i'm|i've|i'll|me|my|mine|we're|we've|we'll|you'll|you've|you're|you'd)\b/i;
/** "I" and "let's" tell of the author at work; "we" may still teach. */
const storyteller =
  /\b(?:let's|let us|i|i'm|i've|i'll|me|my|we've|we're|we'll|you(?:'ve|'d)|you'll (?:now |then )?(?:see|notice|find|learn|get|have)|you're (?:now|about|asked|going|ready))\b/i;
const dangling =
  /\b(?:this|these|those|the (?:two|three|four)|you (?:received|wrote|saw|got|made|created|did|just)|(?:(?<=[,;—–] |\b(?:and|but|so|because|if|when|do|does|than|for|like) )that (?:is|was|means|has|would|can)|that (?:way|case|same|kind|said|one))|such|above|below|following|aforementioned|previous|previously|earlier|later (?:in|on)|next (?:section|chapter|step|page|episode|lesson)|here|hereafter|former|latter|as (?:shown|seen|described|mentioned)|(?:figures?|fig\.|tables?|listings?|sections?|chapters?|appendix|example|exhibit|step) (?:\d|[A-Z]\b)|chapter|this guide|see also|respectively|so far|let us|should (?:now )?see|same (?:thing|way|error|applies)|the other|otherwise|too\b\.?$|click|screenshot|scroll)\b/i;
const pronoun = /\b(?:it|its|it's|they|them|their|he|she|him|his|her)\b/i;
const labelled = /^(?:[\p{L}'’-]+ ){0,3}[\p{L}'’-]+:\s/u;
const finite =
  /\b(?:is|are|was|were|has|have|had|can|cannot|could|should|must|will|would|may|might|do|does|did|needs?|\w+n't)\b/i;
const unusable =
  /^[Rr]emember,|,? though\.$|[?:]$|https?:|www\.|[|<>{}=\\]|\.{3}|…|\[\d+\]|^[-–—•*(]|^\d+[.):]|!$|!["”']$/;

function isBalanced(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return (
    count(/\(/g) === count(/\)/g) &&
    count(/[“”"]/g) % 2 === 0 &&
    count(/\[/g) === count(/\]/g) &&
    !/(?:^|\s)'[^']*$/.test(text)
  );
}

/** Whether a pronoun in the sentence has something in the same sentence to stand for. */
function hasAntecedent(text: string): boolean {
  const found = pronoun.exec(text);
  if (found === null) return true;
  const before = wordsOf(text.slice(0, found.index));
  // Several can only be meant where several were named.
  if (
    /^the/i.test(found[0]) &&
    !before.some((word) => /^\p{L}{2,}s$/u.test(word) && !isGrammarWord(word))
  )
    return /\b(?:and|someone|people|anyone|everyone|staff|team|government|developer|reviewer)\b/i.test(
      text.slice(0, found.index),
    );
  // "By default, it …": too little stands before the word for it to mean.
  if (before.length < 3) return false;
  // "it is easy to" and "it can help" stand for nothing before them.
  if (
    /^it(?:'s| is| can| may| might| will| would| takes| helps| makes)\b/i.test(
      text.slice(found.index),
    ) &&
    /^(?:if|when|because|though|while|although)?\b/i.test(text)
  ) {
    return (
      before.filter((word) => !isGrammarWord(word) && !isEverydayWord(word)).length >= 2 &&
      !/\b(?:if|when)\b[^,]*$/i.test(text.slice(0, found.index))
    );
  }
  return before.filter((word) => !isGrammarWord(word) && !isEverydayWord(word)).length >= 1;
}

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export interface StandAlone {
  /** A verbatim part of the source sentence, capitalised where an opening connective was left off. */
  readonly text: string;
  /** How many characters of the sentence were left off its front. */
  readonly offset: number;
}

export interface FitnessOptions {
  readonly fewestWords?: number;
  readonly mostWords?: number;
  /** Steps such as "Save the file." make bad statements but good parts of a procedure. */
  readonly mayBeStep?: boolean;
  /** "APIs will use open schemas": items of lists often go without a stop. */
  readonly mayLackStop?: boolean;
  /** "We can use git diff": weak as a statement, still true of what is taught. */
  readonly mayBeFirstPerson?: boolean;
}

/** The sentence as it can be read away from its paragraph, or null when it points outside itself. */
export function findStandAlone(
  sentence: Pick<StudySentence, "text"> & Partial<Pick<StudySentence, "marks">>,
  options: FitnessOptions = {},
): StandAlone | null {
  const opening = connective.exec(sentence.text);
  const offset = opening?.[0].length ?? 0;
  const rest = sentence.text.slice(offset).replace(/(?<=[.!?”"])\d{1,2}$/, "");
  const text = offset === 0 ? rest : upperFirst(rest);
  const count = wordsOf(text).length;
  if (count < (options.fewestWords ?? 7) || count > (options.mostWords ?? 36)) return null;
  // Same length, so that nothing below depends on which apostrophe was typed.
  const plain = text.replace(/[‘’]/g, "'");
  const person = options.mayBeFirstPerson === true ? storyteller : firstPerson;
  if ([unusable, pointsBack, person, dangling, labelled].some((pattern) => pattern.test(plain))) {
    return null;
  }
  if (options.mayBeStep !== true && tutorialStep.test(plain)) return null;
  const isStopped =
    /[.!”"')]$/.test(text) ||
    (options.mayLackStop === true && /[\p{L}\p{N}]$/u.test(text) && finite.test(plain));
  if (!isStopped || !isBalanced(text) || !hasAntecedent(plain)) return null;
  if (/^\p{Lu}\p{Ll}+ing\b/u.test(text) && !finite.test(plain)) return null;
  const isCodeFirst =
    offset === 0 &&
    (sentence.marks ?? []).some((range) => range.start === 0 && range.mark === "code");
  if (!/^[\p{Lu}\p{Lo}\p{N}“"']/u.test(text) && !isCodeFirst) return null;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters / text.length > 0.6 ? { text, offset } : null;
}
