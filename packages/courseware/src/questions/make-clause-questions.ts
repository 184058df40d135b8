import { richText } from "@byteos/contracts/words";
import { stableId } from "../random/stable-hash.ts";
import { wordsOf } from "../text/words.ts";
import type { QuestionCandidate, QuestionContext } from "./question-candidate.ts";
import { hintsOf, makeOption, overlap, placeHint } from "./question-candidate.ts";
import { findStandAlone } from "./sentence-fitness.ts";
import type { Statement } from "./weigh-sentences.ts";

type ClauseKind = "reason" | "purpose" | "condition";

interface Parted {
  readonly kind: ClauseKind;
  /** What the sentence claims, without its reason, purpose or condition. */
  readonly claim: string;
  /** The part asked for, verbatim, with its connective. */
  readonly clause: string;
}

const patterns: readonly (readonly [ClauseKind, RegExp, "first" | "last"])[] = [
  ["reason", /^(because (?!of\b)[^,]{15,140}), (.{15,180}?)[.]$/iu, "first"],
  ["reason", /^(.{20,180}?),? (because (?!of\b)[^,;—]{15,150})[.]$/iu, "last"],
  ["purpose", /^(.{20,180}?),? (so that [^,;—]{12,140})[.]$/iu, "last"],
  ["purpose", /^(.{20,180}?) (in order to [^,;—]{12,140})[.]$/iu, "last"],
  ["condition", /^(if [^,]{12,130}), (?:then )?(.{15,170}?)[.]$/iu, "first"],
  ["condition", /^(when(?:ever)? [^,]{12,130}), (.{15,170}?)[.]$/iu, "first"],
  ["condition", /^(unless [^,]{12,130}), (.{15,170}?)[.]$/iu, "first"],
];

const upperFirst = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

function part(text: string): Parted | null {
  for (const [kind, pattern, side] of patterns) {
    const found = pattern.exec(text);
    if (!found?.[1] || !found[2]) continue;
    const [clause, claim] = side === "first" ? [found[1], found[2]] : [found[2], found[1]];
    // A comma soon after the clause was one of a list, not its end.
    if (side === "first" && /^(?:\S+ ){0,3}\S+,|^(?:and|or) /.test(claim)) continue;
    if (wordsOf(claim).length < 4 || wordsOf(clause).length < 4) continue;
    return { kind, claim: upperFirst(claim), clause: lowerFirst(clause) };
  }
  return null;
}

/** A pronoun for something that the other part names leaves the claim or the option without sense. */
const pointing =
  /\b(?:it|its|it's|they|them|their|he|she|him|her|his|this|these|those|one|ones|such)\b/i;

function isPlainClause(clause: string): boolean {
  const plain = clause
    .replace(/[‘’]/g, "'")
    .replace(/^(?:because|if|when(?:ever)?|unless) (?:it|there) (?:is|are|'s)\b/i, "");
  return !pointing.test(plain) && !/[()“”":]/.test(clause);
}

const question: Readonly<Record<ClauseKind, string>> = {
  reason: "Why, according to the text?",
  purpose: "What is this for, according to the text?",
  condition: "When does the text say so?",
};

/**
 * Asks for the reason, purpose or condition of a claim, with the reasons, purposes or conditions of other claims of
 * the course as wrong answers.
 */
export function makeClauseQuestions(
  statements: readonly Statement[],
  others: readonly Statement[],
  context: QuestionContext,
): QuestionCandidate[] {
  const pool = others.flatMap((statement) => {
    const parted = part(statement.text);
    return parted === null || !isPlainClause(parted.clause) ? [] : [{ statement, ...parted }];
  });
  return statements.slice(0, 60).flatMap((statement): QuestionCandidate[] => {
    const parted = part(statement.text);
    if (parted === null || !isPlainClause(parted.clause)) return [];
    const { kind, claim, clause } = parted;
    if (pointing.test(claim.replace(/[‘’]/g, "'")) || overlap(claim, clause) > 0.34) return [];
    if (findStandAlone({ text: `${claim}.` }, { fewestWords: 4, mayBeStep: true }) === null)
      return [];
    const opening = (text: string) => text.split(" ")[0] ?? "";
    const wrong: string[] = [];
    const ranked = pool
      .filter(
        (other) =>
          other.kind === kind &&
          other.statement !== statement &&
          opening(other.clause) === opening(clause),
      )
      .filter((other) => overlap(other.clause, clause) < 0.4 && overlap(other.claim, claim) < 0.4)
      .filter(
        (other) =>
          other.clause.length < clause.length * 2.2 && other.clause.length > clause.length / 2.2,
      )
      .map((other) => ({
        other,
        score:
          overlap(other.clause, claim) +
          overlap(other.claim, clause) -
          Math.abs(other.clause.length - clause.length) / 200 +
          context.random.next() * 0.2,
      }))
      .sort((a, b) => b.score - a.score);
    for (const { other } of ranked) {
      if (wrong.length === 3) break;
      if (wrong.every((chosen) => overlap(chosen, other.clause) < 0.5)) wrong.push(other.clause);
    }
    if (wrong.length < 3) return [];
    const seed = stableId(context.seed, "clause", statement.text);
    const options = [clause, ...wrong].map((text) => makeOption(seed, upperFirst(text)));
    const [correct] = options;
    if (correct === undefined) return [];
    return [
      {
        form: "clause",
        subject: `clause:${statement.sentence.start}`,
        score: statement.weight + (kind === "condition" ? 1.6 : 2.4),
        places: [statement.sentence],
        question: {
          kind: "single",
          prompt: richText(`“${claim}.” ${question[kind]}`),
          options: context.random.shuffle(options),
          correctId: correct.id,
          explanation: richText(statement.sentence.text),
          ...hintsOf(
            placeHint(statement.sentence.heading, statement.text),
            `It is not “${upperFirst(wrong[0] ?? "")}”.`,
          ),
        },
      },
    ];
  });
}
