import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import {
  areaUnderCurve,
  calibrationError,
  logLoss,
  rootMeanSquareOverBins,
} from "@byteos/adaptive/measures/prediction-measures";
import type { CardMemory, Review, ReviewGrade } from "@byteos/adaptive/scheduling/card-memory";
import {
  algorithmWith,
  defaultRecallWeights,
  isFitDue,
  refitRecall,
} from "@byteos/adaptive/scheduling/fit-recall";
import {
  createRecallModel,
  observeReview,
  type RecallModel,
} from "@byteos/adaptive/scheduling/recall-model";
import { replayReviews } from "@byteos/adaptive/scheduling/replay-reviews";

const { values: args } = parseArgs({ options: { revlog: { type: "string" } } });

function gradeOf(ease: number): ReviewGrade | null {
  return ease === 1 || ease === 2 || ease === 3 || ease === 4 ? ease : null;
}

/** Anki's revlog: `ivl` is days when positive, seconds when negative; type 4 is a manual change. */
async function readReviews(file: string): Promise<(Review | null)[]> {
  const reviews: { at: number; review: Review | null }[] = [];
  let columns: string[] | undefined;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const cells = line.split(",");
    if (columns === undefined) {
      columns = cells;
      continue;
    }
    if (line === "") continue;
    const cell = (name: string) => cells[columns?.indexOf(name) ?? -1] ?? "";
    const grade = gradeOf(Number(cell("ease")));
    const interval = Number(cell("ivl"));
    const atMs = Number(cell("id"));
    reviews.push({
      at: atMs,
      review:
        grade === null || cell("type") === "4"
          ? null
          : {
              cardId: cell("cid"),
              grade,
              atMs,
              utcOffsetMins: 0,
              durationMs: Number(cell("time")),
              scheduledDays: interval > 0 ? interval : -interval / 86_400,
            },
    });
  }
  return reviews.toSorted((a, b) => a.at - b.at).map(({ review }) => review);
}

function start(): { model: RecallModel; memories: Map<string, CardMemory> } {
  return { model: createRecallModel(), memories: new Map() };
}

function finish<T>(work: Generator<void, T, void>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** Predicts each review before it is learned from, fitting a learner's own weights of FSRS as the worker does. */
async function main(): Promise<void> {
  if (args.revlog === undefined) throw new Error("Say which log to replay: --revlog FILE");
  const reviews = await readReviews(args.revlog);
  let { model, memories } = start();
  let algorithm = algorithmWith(defaultRecallWeights);
  let weights = defaultRecallWeights;
  const past: Review[] = [];
  let spaced = 0;
  let fitted = 0;
  const predicted: number[] = [];
  const outcomes: number[] = [];
  reviews.forEach((review, index) => {
    if (review === null) return;
    const known = memories.get(review.cardId) ?? null;
    const result = observeReview(model, known, review, algorithm);
    memories.set(review.cardId, result.memory);
    past.push(review);
    if (result.predicted === null) return;
    spaced += 1;
    if (isFitDue({ spaced, fitted })) {
      fitted = spaced;
      const fit = finish(refitRecall(past, weights));
      console.error(
        `after ${spaced}: ${fit.before.toFixed(4)} to ${fit.after.toFixed(4)}, ${fit.isBetter ? "taken" : "left"}`,
      );
      if (fit.isBetter) {
        weights = fit.weights;
        algorithm = algorithmWith(weights);
        const replayed = replayReviews(past, algorithm);
        model = replayed.model;
        memories = new Map(replayed.memories);
      }
    }
    if (index < reviews.length / 2) return;
    predicted.push(result.predicted);
    outcomes.push(review.grade > 1 ? 1 : 0);
  });
  const p = Float64Array.from(predicted);
  const y = Uint8Array.from(outcomes);
  console.log(
    JSON.stringify({
      logLoss: logLoss(p, y),
      auc: areaUnderCurve(p, y),
      rmseBins: rootMeanSquareOverBins(p, y),
      ece15: calibrationError(p, y),
      reviews: p.length,
    }),
  );
}

await main();
