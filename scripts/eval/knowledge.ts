import { parseArgs } from "node:util";
import { createFeatureVector } from "@byteos/adaptive/mastery/features";
import { fitMasteryModel } from "@byteos/adaptive/mastery/fit-model";
import { createLearnerState, type LearnerState } from "@byteos/adaptive/mastery/learner-state";
import type { MasteryModel } from "@byteos/adaptive/mastery/mastery-model";
import { adaptiveSettings, startupTrust } from "@byteos/adaptive/mastery/model-step";
import { frozen, type Learning, observeResponse, online } from "@byteos/adaptive/mastery/observe";
import { startupWeights } from "@byteos/adaptive/mastery/startup-weights";
import { restoreModel } from "@byteos/adaptive/mastery/stored-model";
import { serialiseLearnerState } from "@byteos/adaptive/mastery/stored-state";
import {
  areaUnderCurve,
  calibrationError,
  logLoss,
} from "@byteos/adaptive/measures/prediction-measures";
import { type AnswerRow, historiesOf, readAnswers } from "./answers/read-answers.ts";

interface Prequential {
  readonly predicted: number[];
  readonly outcomes: number[];
  readonly microseconds: number[];
  readonly bytes: number[];
}

const { values: args } = parseArgs({
  options: {
    train: { type: "string" },
    test: { type: "string" },
    folds: { type: "string" },
    mode: { type: "string", default: "published" },
  },
});

function replay(model: MasteryModel, rows: readonly AnswerRow[], learning: Learning): Prequential {
  const learners = new Map<string, LearnerState>();
  const vector = createFeatureVector();
  const result: Prequential = { predicted: [], outcomes: [], microseconds: [], bytes: [] };
  for (const row of rows) {
    let learner = learners.get(row.userId);
    if (learner === undefined) {
      learner = createLearnerState();
      learners.set(row.userId, learner);
    }
    const started = process.hrtime.bigint();
    result.predicted.push(observeResponse(model, learner, row, learning, vector));
    result.microseconds.push(Number(process.hrtime.bigint() - started) / 1_000);
    result.outcomes.push(row.score);
  }
  for (const learner of learners.values()) {
    result.bytes.push(Buffer.byteLength(serialiseLearnerState(learner)));
  }
  return result;
}

function report(parts: readonly Prequential[]): void {
  const all = (pick: (part: Prequential) => number[]) => parts.flatMap(pick);
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const measured = parts.map((part) => {
    const predicted = Float64Array.from(part.predicted);
    const outcomes = Uint8Array.from(part.outcomes);
    return {
      auc: areaUnderCurve(predicted, outcomes),
      logLoss: logLoss(predicted, outcomes),
      ece15: calibrationError(predicted, outcomes),
    };
  });
  const times = all((part) => part.microseconds).toSorted((a, b) => a - b);
  console.log(
    JSON.stringify({
      auc: mean(measured.map((m) => m.auc)),
      logLoss: mean(measured.map((m) => m.logLoss)),
      ece15: mean(measured.map((m) => m.ece15)),
      events: times.length,
      usPerEvent: mean(times),
      p99Us: times[Math.floor(times.length * 0.99)],
      bytesPerLearner: mean(all((part) => part.bytes)),
    }),
  );
}

async function main(): Promise<void> {
  if (args.folds !== undefined) {
    const rows = await readAnswers(args.folds);
    const folds = [...new Set(rows.map((row) => row.fold))].toSorted();
    const parts = folds.map((fold) => {
      console.error(`fold ${fold}: fitting on the other learners`);
      const model = fitMasteryModel(historiesOf(rows.filter((row) => row.fold !== fold)));
      return replay(
        model,
        rows.filter((row) => row.fold === fold),
        frozen,
      );
    });
    return report(parts);
  }
  if (args.test === undefined) {
    throw new Error("Say which answers to predict: --test FILE, with --train FILE or --mode cold");
  }
  const test = await readAnswers(args.test);
  if (args.mode === "cold") {
    // As an organisation begins: shipped weights, which were fitted on other courses, and then its own answers.
    const model = restoreModel(startupWeights, { settings: adaptiveSettings, trust: startupTrust });
    return report([replay(model, test, online)]);
  }
  if (args.train === undefined) throw new Error("The published mode learns first: --train FILE");
  const train = await readAnswers(args.train);
  console.error(`fitting on ${train.length} answers`);
  report([replay(fitMasteryModel(historiesOf(train)), test, frozen)]);
}

await main();
