import type { CandidateForm, QuestionCandidate } from "./question-candidate.ts";

const mostQuestions = 8;
/** Enough for a module: beyond it only what scores well is added. */
const enoughQuestions = 5;
const goodScore = 4.2;
/** Where a module has too few, what some forms may go beyond their share. */
const inNeed: Readonly<Partial<Record<CandidateForm, number>>> = { "true-false": 4, cloze: 4 };
const mostOfForm: Readonly<Record<CandidateForm, number>> = {
  definition: 3,
  answer: 5,
  clause: 3,
  number: 2,
  "fill-in": 2,
  cloze: 3,
  "true-false": 3,
  multiple: 2,
  order: 1,
  match: 1,
};

function isNear(a: QuestionCandidate, b: QuestionCandidate): boolean {
  return a.places.some((left) =>
    b.places.some(
      (right) =>
        left.documentIndex === right.documentIndex &&
        left.start < right.end &&
        right.start < left.end,
    ),
  );
}

/**
 * The best questions of a module: no sentence asked twice, nothing asked for twice, a mix of forms, as many true
 * statements as false ones give or take one; in the order in which the text answers them.
 */
export function selectQuiz(candidates: readonly QuestionCandidate[]): QuestionCandidate[] {
  const chosen: QuestionCandidate[] = [];
  const counts = new Map<CandidateForm, number>();
  const subjects = new Set<string>();
  let balance = 0;
  const ranked = [...candidates].sort((a, b) => b.score - a.score);
  const take = (candidate: QuestionCandidate, limit: number, mostOneSided = 1) => {
    const { question, form, subject } = candidate;
    if (chosen.length >= enoughQuestions && candidate.score < goodScore) return;
    if (chosen.length >= mostQuestions || (counts.get(form) ?? 0) >= limit || subjects.has(subject))
      return;
    if (chosen.some((other) => isNear(other, candidate))) return;
    if (question.kind === "true-false") {
      const step = question.answer === true ? 1 : -1;
      if (Math.abs(balance + step) > mostOneSided) return;
      balance += step;
    }
    chosen.push(candidate);
    counts.set(form, (counts.get(form) ?? 0) + 1);
    subjects.add(subject);
  };
  // One of each form first, then the best of the rest.
  for (const candidate of ranked) take(candidate, 1);
  for (const candidate of ranked) take(candidate, mostOfForm[candidate.form]);
  for (const candidate of ranked) {
    if (chosen.length >= enoughQuestions) break;
    take(candidate, inNeed[candidate.form] ?? mostOfForm[candidate.form], 2);
  }
  const position = (candidate: QuestionCandidate) =>
    candidate.places.reduce(
      (first, place) => Math.min(first, place.documentIndex * 1e9 + place.start),
      Number.POSITIVE_INFINITY,
    );
  return chosen.sort((a, b) => position(a) - position(b));
}
