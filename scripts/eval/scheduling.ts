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
import { createRecallModel, observeReview } from "@byteos/adaptive/scheduling/recall-model";

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
              durationMs: Number(cell("time")),
              scheduledDays: interval > 0 ? interval : -interval / 86_400,
            },
    });
  }
  return reviews.toSorted((a, b) => a.at - b.at).map(({ review }) => review);
}

async function main(): Promise<void> {
  if (args.revlog === undefined) throw new Error("Say which log to replay: --revlog FILE");
  const reviews = await readReviews(args.revlog);
  const model = createRecallModel();
  const memories = new Map<string, CardMemory>();
  const predicted: number[] = [];
  const outcomes: number[] = [];
  reviews.forEach((review, index) => {
    if (review === null) return;
    const result = observeReview(model, memories.get(review.cardId) ?? null, review);
    memories.set(review.cardId, result.memory);
    if (result.predicted === null || index < reviews.length / 2) return;
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
