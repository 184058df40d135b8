import { AppError } from "@byteos/contracts/errors";
import { createRecallModel, type RecallModel } from "./recall-model.ts";

const numbers = [
  "surpriseSlow",
  "surpriseMedium",
  "surpriseFast",
  "day",
  "reviewsToday",
  "surpriseToday",
  "usualDurationMs",
] as const satisfies readonly (keyof RecallModel)[];

export function serialiseRecallModel(model: RecallModel): string {
  return JSON.stringify([
    model.version,
    numbers.map((key) => model[key]),
    [...model.weights].map(([name, { weight, squares }]) => [name, weight, squares]),
  ]);
}

const isNumber = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value);

/** Reads what `serialiseRecallModel` wrote; an empty text is a learner without reviews. Throws `adaptive.unreadable-state`. */
export function parseRecallModel(json: string): RecallModel {
  const model = createRecallModel();
  if (json === "") return model;
  const unreadable = () =>
    new AppError(
      "internal",
      "adaptive.unreadable-state",
      "The stored recall model is not readable",
    );
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw unreadable();
  }
  if (!Array.isArray(parsed) || parsed[0] !== 1) throw unreadable();
  const [, values, weights] = parsed as unknown[];
  if (!Array.isArray(values) || !Array.isArray(weights)) throw unreadable();
  numbers.forEach((key, index) => {
    const value: unknown = values[index];
    if (!isNumber(value)) throw unreadable();
    model[key] = value;
  });
  model.weights = new Map(
    (weights as unknown[]).map((row) => {
      if (!Array.isArray(row)) throw unreadable();
      const [name, weight, squares] = row as unknown[];
      if (typeof name !== "string" || !isNumber(weight) || !isNumber(squares)) throw unreadable();
      return [name, { weight, squares }];
    }),
  );
  return model;
}
