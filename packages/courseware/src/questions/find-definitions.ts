import { isEverydayWord, isGrammarWord, stemWord, wordsOf } from "../text/words.ts";
import { findStandAlone } from "./sentence-fitness.ts";
import type { StudySentence } from "./study-text.ts";

export type TermKind = "code" | "name" | "noun";

export interface Definition {
  readonly term: string;
  readonly kind: TermKind;
  readonly isPlural: boolean;
  /** The source sentence, verbatim. */
  readonly sentence: StudySentence;
  /** What the term is or does: a verbatim part of the sentence. */
  readonly complement: string;
  /** "is": the complement names what it is; "does": it starts with a verb; "called": the sentence leads up to the term. */
  readonly form: "is" | "does" | "called";
  readonly score: number;
}

const emptyHeads = new Set(
  "goal purpose aim key point reason way result problem thing idea example step answer question case rule difference fact best other most first last next second third part kind type sort number amount rest author authors reader text document page guide book lesson section chapter exception point advantage disadvantage benefit trick solution alternative option choice time day moment place situation person someone people reviewer's developer's main only challenge job task effect outcome approach process option intent hope focus content following latter former output input syntax snippet reviewers developers everyone size name value values".split(
    " ",
  ),
);
const evaluative =
  /^(?:an?|the)\s+(?:(?:very|more|most|less|really|pretty|quite|particularly)\s+)?(?:good|great|bad|poor|better|best|worse|worst|important|common|key|key|useful|helpful|nice|easy|hard|difficult|big|huge|small|little|bit|lot|few|couple|number of|same|only|first|last|next|perfect|reasonable|safe|simple|different|critical|fundamental|natural|matter|problem|sign|must|case|thing|fact|result|reason|point|exception|place|example|waste|pain|one|shame|mistake|step)\b/i;
const verbs =
  "shows? displays? lists? puts? saves? creates? makes? adds? removes? deletes? copies copy moves? stores? records? tracks? sends? receives? downloads? uploads? updates? restores? reverts? discards? initiali[sz]es? configures? sets? returns? prints? reads? writes? opens? closes? runs? compares? merges? combines? converts? defines? declares? executes? evaluates? checks? controls? determines? represents? describes? contains? holds? specifies? ignores? tells? allows? lets? enables? prevents? provides? measures? identifies identify explains? generates? connects? points? refers? means? starts? stops? skips? repeats? iterates? recovers? fetches? pulls? pushes? clones? stages? unstages? manages? organi[sz]es? reviews? approves? funds? pays?";

const termPattern =
  "[.\\p{L}\\p{N}`][\\p{L}\\p{N}`'’/+#.-]*(?:[ -](?:of |and |to |in |for )?[\\p{L}\\p{N}`][\\p{L}\\p{N}`'’/+#.-]*){0,4}";
const isPattern = new RegExp(
  `^(?:(An?|The) )?(${termPattern})(?: \\(([^)]{2,30})\\))?,? (is|are) ((?:an?|the|any|one of|simply|just) .+?)[.]?$`,
  "iu",
);
const meansPattern = new RegExp(
  `^(?:(An?|The) )?(${termPattern})(?: \\([^)]{2,30}\\))? (?:refers? to|means?|denotes?|stands? for|consists? of|is defined as|are defined as|is used to|are used to) (.+?)[.]?$`,
  "iu",
);
const doesPattern = new RegExp(
  `^(?:(?:The|Running|Using) )?(?:command )?(${termPattern})(?: command| function| method| keyword| operator)? ((?:${verbs.split(" ").join("|")}) .+?)[.]?$`,
  "iu",
);
const pluralPattern = new RegExp(
  `^(${termPattern}) are ((?:[\\p{L}-]+ ){0,2}[\\p{L}]+s (?:that|which|used|for|with|whose|bound|made) .+?)[.]?$`,
  "iu",
);
const holdsPattern = new RegExp(
  `^(An?) (${termPattern}) ((?:represents|holds|contains|describes|tells|lets|allows|stores|groups|shows|combines|specifies|defines) .+?)[.]?$`,
  "iu",
);
const calledPattern =
  /\b(?:is|are|was|were|being|be) (?:called|known as|termed|referred to as|named) (?:an? |the |as )?[“"']?([\p{L}`][\p{L}\p{N}` -]{2,40}?)[”"']?(?=[.,;)]|$)/iu;
const boldLead = /^(.{2,60}?)\s*(?:[:：]|\s[–—-])\s+(.+)$/u;

const isPluralWord = (word: string) =>
  /[^su]s$/i.test(word) || /(?:people|data|criteria|children)$/i.test(word);

function markAt(
  sentence: StudySentence,
  start: number,
  end: number,
  mark: "bold" | "italic" | "code",
): boolean {
  return sentence.marks.some(
    (range) => range.mark === mark && range.start <= start + 1 && range.end >= end - 1,
  );
}

function kindOf(sentence: StudySentence, term: string): TermKind {
  const at = sentence.text.indexOf(term);
  if (at >= 0 && markAt(sentence, at, at + term.length, "code")) return "code";
  const words = wordsOf(term);
  const isName =
    at > 0
      ? words.every((word) => /^\p{Lu}/u.test(word))
      : words.length > 1 && words.slice(1).every((word) => /^\p{Lu}/u.test(word));
  return isName ? "name" : "noun";
}

/** Whether the words can be the name of something that a text teaches. */
export function isTermLike(term: string, kind: TermKind): boolean {
  const words = wordsOf(term);
  const [first = ""] = words;
  const last = words.at(-1) ?? "";
  if (kind === "code") return term.length >= 2 && term.length <= 60;
  if (words.length === 0 || words.length > 5 || term.length > 60 || term.length < 2) return false;
  if (isGrammarWord(first) || isGrammarWord(last) || isEverydayWord(last)) return false;
  if (/^(?:first|second|third|next|last|new|old|entire|whole)$/i.test(first)) return false;
  if (
    emptyHeads.has(last.toLowerCase()) ||
    (emptyHeads.has(first.toLowerCase()) && words.length < 3)
  )
    return false;
  if (
    words.some((word) =>
      /^(?:you|your|we|our|it|this|that|these|those|which|who|what|not|n't|there|here|my|his|her|their|every|each|no|if|when|because|while|although)$/i.test(
        word,
      ),
    )
  )
    return false;
  if (/^(?:being|having|doing|making|getting|using|if|when)$/i.test(first)) return false;
  return !/\d{3,}/.test(term) && !/ly$/i.test(last);
}

const lowerFirst = (term: string, kind: TermKind) => {
  if (kind !== "noun") return term;
  const [first = ""] = term.split(/[ -]/);
  return /^\p{Lu}\p{Ll}+$/u.test(first) ? term.charAt(0).toLowerCase() + term.slice(1) : term;
};

interface Found {
  term: string;
  complement: string;
  form: Definition["form"];
  score: number;
}

function match(sentence: StudySentence, text: string): Found | null {
  const lead = boldLead.exec(text);
  if (lead?.[1] && lead[2]) {
    const isMarked = (["bold", "italic", "code"] as const).some((mark) =>
      markAt(sentence, 0, lead[1]?.length ?? 0, mark),
    );
    const rest = lead[2].replace(/[.]$/, "");
    if (
      isMarked &&
      !rest.endsWith("?") &&
      wordsOf(rest).length >= 4 &&
      /^(?:an?|the|any|\p{Ll})/iu.test(rest)
    ) {
      return { term: lead[1], complement: rest, form: "is", score: 3 };
    }
  }
  const is = isPattern.exec(text);
  if (is?.[2] && is[5] && !evaluative.test(is[5])) {
    const article = is[1]?.toLowerCase() ?? "";
    const isClear = /^(?:an?|any|one of)\b/i.test(is[5]);
    // "The X is the Y" states more often a fact about X than what X is.
    if (isClear || article !== "the") {
      return {
        term: is[2],
        complement: is[5],
        form: "is",
        score: (isClear ? 2.5 : 1.4) + (article.startsWith("a") ? 0.8 : 0) + (is[3] ? 0.4 : 0),
      };
    }
  }
  const plural = pluralPattern.exec(text);
  if (plural?.[1] && plural[2] && !evaluative.test(plural[2])) {
    return { term: plural[1], complement: plural[2], form: "is", score: 2.4 };
  }
  const holds = holdsPattern.exec(text);
  if (holds?.[2] && holds[3])
    return { term: holds[2], complement: holds[3], form: "does", score: 2.2 };
  const means = meansPattern.exec(text);
  if (means?.[2] && means[3] && !/^(?:that|you|we)\b/i.test(means[3]))
    return { term: means[2], complement: means[3], form: "is", score: 2.2 };
  const does = doesPattern.exec(text);
  if (does?.[1] && does[2] && kindOf(sentence, does[1]) === "code")
    return { term: does[1], complement: does[2], form: "does", score: 2.6 };
  const called = calledPattern.exec(text);
  if (called?.[1] && wordsOf(called[1]).length <= 3 && !wordsOf(called[1]).some(isGrammarWord))
    return { term: called[1].trim(), complement: text, form: "called", score: 2 };
  return null;
}

/** Sentences that say what something is, best first; each term once. */
export function findDefinitions(sentences: readonly StudySentence[]): Definition[] {
  const best = new Map<string, Definition>();
  for (const sentence of sentences) {
    if (sentence.text.length > 420) continue;
    const isGlossary = sentence.origin !== "prose" && sentence.marks.length > 0;
    const fit = findStandAlone(sentence, { fewestWords: 4, mostWords: 48, mayBeStep: true });
    // "A lock is a way for us to …": what it is stays clear, whoever is speaking.
    const isPlain =
      /^An? [\p{L} -]{3,40} is an? /u.test(sentence.text) && /[.]$/.test(sentence.text);
    const text = fit?.text ?? (isGlossary || isPlain ? sentence.text : null);
    if (text === null) continue;
    const found = match(sentence, text);
    if (found === null) continue;
    const kind = kindOf(sentence, found.term);
    const bare = found.term
      .replace(/^(?:an?|the)\s+/i, "")
      .replace(/[.,;:]+$/, "")
      .trim();
    if (!isTermLike(bare, kind) || wordsOf(found.complement).length < 3) continue;
    const term = lowerFirst(bare, kind);
    const last = wordsOf(term).at(-1) ?? "";
    const isMarked = ["bold", "italic", "code"].some((mark) =>
      sentence.marks.some(
        (range) =>
          range.mark === mark && sentence.text.slice(range.start, range.end).includes(bare),
      ),
    );
    const definition: Definition = {
      term,
      kind,
      isPlural: kind !== "code" && isPluralWord(last),
      sentence,
      complement: found.complement.replace(/\s*\([^)]*\)$/, ""),
      form: found.form,
      score:
        found.score +
        (isMarked ? 0.8 : 0) +
        (sentence.heading !== "" && sentence.heading.toLowerCase().includes(term.toLowerCase())
          ? 0.6
          : 0) +
        (sentence.origin === "key-point" ? 0.6 : 0),
    };
    const key = wordsOf(term).map(stemWord).join(" ") || term;
    if ((best.get(key)?.score ?? 0) < definition.score) best.set(key, definition);
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}
