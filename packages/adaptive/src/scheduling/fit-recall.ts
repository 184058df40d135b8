import { clipParameters, default_w, FSRSAlgorithm, generatorParameters } from "ts-fsrs";
import { dayNumber, daysBetween, type Review, type ReviewGrade } from "./card-memory.ts";

/** The weights of FSRS-6. */
export type RecallWeights = readonly number[];

export const defaultRecallWeights: RecallWeights = default_w;

/** FSRS under some weights. */
export type RecallAlgorithm = FSRSAlgorithm;

export function algorithmWith(weights: RecallWeights): RecallAlgorithm {
  return new FSRSAlgorithm(generatorParameters({ w: [...weights] }));
}

/** How far each weight spreads over learners: the reference optimiser's (open-spaced-repetition/fsrs-rs). */
const spread = [
  6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25,
  1.03, 0.31, 0.32, 0.14, 0.27,
] as const;

/** Older reviews than this many make memories and are not fitted to, which bounds the time. */
const mostFitted = 8_000;
const sweeps = 6;
/** First step of each weight, as a share of its spread; how steps grow after a success and shrink after a failure. */
const firstStep = 0.25;
const growth = 1.6;
const shrinkage = 0.35;
/** The latest reviews count four times as much as the first, as in the reference optimiser: people change. */
const recency = (share: number) => 0.25 + 0.75 * share ** 3;

interface Sitting {
  /** Days since the review before; 0 within a day. */
  readonly elapsed: number;
  readonly grade: ReviewGrade;
  /** How much it counts in the loss; 0 for first reviews and repeats within a day. */
  readonly weight: number;
}

/** Reviews of each card in order. `weightOf` says how much each counts in the loss. */
function cardsOf(reviews: readonly Review[], weightOf: (index: number) => number): Sitting[][] {
  const cards = new Map<string, { sittings: Sitting[]; lastAtMs: number; lastDay: number }>();
  reviews.forEach((review, index) => {
    const { cardId, grade, atMs } = review;
    const day = dayNumber(review);
    const card = cards.get(cardId);
    if (card === undefined) {
      cards.set(cardId, {
        sittings: [{ elapsed: 0, grade, weight: 0 }],
        lastAtMs: atMs,
        lastDay: day,
      });
      return;
    }
    const isNewDay = day > card.lastDay;
    const elapsed = isNewDay ? daysBetween(card.lastAtMs, atMs) : 0;
    card.sittings.push({ elapsed, grade, weight: isNewDay ? weightOf(index) : 0 });
    card.lastAtMs = atMs;
    card.lastDay = day;
  });
  return [...cards.values()].map(({ sittings }) => sittings);
}

/** Log loss of each review that counts, by the forgetting curve alone, card by card. */
function eachLoss(
  weights: RecallWeights,
  cards: readonly (readonly Sitting[])[],
  visit: (loss: number, weight: number) => void,
): void {
  const algorithm = algorithmWith(weights);
  for (const sittings of cards) {
    let memory: { stability: number; difficulty: number } | null = null;
    for (const { elapsed, grade, weight } of sittings) {
      if (weight > 0 && memory !== null) {
        const recall = algorithm.forgetting_curve(elapsed, memory.stability);
        const p = Math.min(0.9999, Math.max(0.0001, recall));
        visit(-Math.log(grade > 1 ? p : 1 - p), weight);
      }
      memory = algorithm.next_state(memory, elapsed, grade);
    }
  }
}

/**
 * Weights under which a learner's reviews are likeliest, held near the published ones: mean log loss and the
 * reference optimiser's penalty, lowered by a coordinate search with a step for each weight (after Hooke & Jeeves
 * 1961). Reviews in time order. Yields between looks at the data, so that a caller can do other things meanwhile.
 */
export function* fitRecall(
  reviews: readonly Review[],
  start: RecallWeights = defaultRecallWeights,
): Generator<void, RecallWeights, void> {
  const cards = cardsOf(reviews, (index) =>
    index < reviews.length - mostFitted ? 0 : recency(index / reviews.length),
  );
  const costOf = (weights: RecallWeights): number => {
    let sum = 0;
    let total = 0;
    eachLoss(weights, cards, (loss, weight) => {
      sum += weight * loss;
      total += weight;
    });
    const penalty = spread.reduce(
      (all, each, index) =>
        all + (((weights[index] ?? 0) - (defaultRecallWeights[index] ?? 0)) / each) ** 2,
      0,
    );
    return (sum + penalty) / Math.max(1, total);
  };
  let best = clip(start);
  let cost = costOf(best);
  const steps: number[] = spread.map((each, index) =>
    Math.min(firstStep * each, 0.5 * (defaultRecallWeights[index] ?? 1) + 0.02),
  );
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const before = cost;
    for (let index = 0; index < best.length; index++) {
      const step = steps[index] ?? 0;
      steps[index] = step * shrinkage;
      for (const move of [step, -step]) {
        const tried = clip(best.map((weight, at) => (at === index ? weight + move : weight)));
        if (tried[index] === best[index]) continue;
        const next = costOf(tried);
        yield;
        if (next >= cost) continue;
        [best, cost] = [tried, next];
        steps[index] = move * growth;
        break;
      }
    }
    if (before - cost < 1e-6) break;
  }
  return best;
}

/** Within the bounds of FSRS. */
function clip(weights: RecallWeights): RecallWeights {
  return clipParameters([...weights], 0);
}

/** Reviews on a later day than the one before, from which a first fit is worth its while. */
export const fewestSpaced = 400;
const moreForAnother = 1.5;
/** The last part of the reviews judges what was fitted to the others. */
const heldOut = 0.25;

/** Whether there is enough to fit to: at first, or since the last fit. */
export function isFitDue({ spaced, fitted }: { spaced: number; fitted: number }): boolean {
  return spaced >= Math.max(fewestSpaced, fitted * moreForAnother);
}

export interface RecallFit {
  readonly weights: RecallWeights;
  /** Mean log loss over the reviews held out, with the weights in use and with the new ones. */
  readonly before: number;
  readonly after: number;
  readonly judgedOn: number;
  /** Better by more than a standard error of the difference. */
  readonly isBetter: boolean;
}

/** Fits to all but the latest quarter of a learner's reviews and judges the result on that quarter. */
export function* refitRecall(
  reviews: readonly Review[],
  current: RecallWeights,
): Generator<void, RecallFit, void> {
  const first = Math.floor(reviews.length * (1 - heldOut));
  const weights = yield* fitRecall(reviews.slice(0, first), current);
  const judged = cardsOf(reviews, (index) => (index >= first ? 1 : 0));
  const old: number[] = [];
  const fresh: number[] = [];
  eachLoss(current, judged, (loss) => old.push(loss));
  eachLoss(weights, judged, (loss) => fresh.push(loss));
  const gains = old.map((loss, index) => loss - (fresh[index] ?? 0));
  const count = gains.length;
  const mean = (values: readonly number[]) =>
    values.reduce((a, b) => a + b, 0) / Math.max(1, count);
  const gain = mean(gains);
  const error = Math.sqrt(mean(gains.map((each) => (each - gain) ** 2)) / Math.max(1, count - 1));
  return {
    weights,
    before: mean(old),
    after: mean(fresh),
    judgedOn: count,
    isBetter: count > 1 && gain > error,
  };
}
