import { AppError } from "@byteos/contracts/errors";
import {
  createLearnerState,
  createSkillState,
  type ItemState,
  type LearnerState,
  type SkillState,
} from "./learner-state.ts";

const learnerNumbers = [
  "ability",
  "attempts",
  "wins",
  "outcomeSlow",
  "outcomeMedium",
  "outcomeFast",
  "surpriseSlow",
  "surpriseMedium",
  "surpriseFast",
  "recentBits",
  "lastAtSeconds",
  "lastOutcome",
  "runLength",
] as const satisfies readonly (keyof LearnerState)[];

const skillNumbers = [
  "ability",
  "information",
  "attempts",
  "wins",
  "outcomeSlow",
  "outcomeMedium",
  "outcomeFast",
  "surpriseSlow",
  "surpriseFast",
  "lastOutcome",
  "lastStep",
  "lastAtSeconds",
  "recentBits",
] as const satisfies readonly (keyof SkillState)[];

const itemNumbers = [
  "attempts",
  "wins",
  "lastOutcome",
  "lastStep",
] as const satisfies readonly (keyof ItemState)[];

/**
 * JSON of a learner's state: rows of numbers without names, which is a quarter of the size.
 * Numbers keep all their digits, so that a replay of the events gives the same bytes.
 */
export function serialiseLearnerState(learner: LearnerState): string {
  return JSON.stringify([
    learner.version,
    learnerNumbers.map((key) => learner[key]),
    [learner.lastItemId, learner.runSkillId],
    [...learner.skills].map(([id, skill]) => [id, ...skillNumbers.map((key) => skill[key])]),
    [...learner.items].map(([id, item]) => [id, ...itemNumbers.map((key) => item[key])]),
  ]);
}

/** Reads what `serialiseLearnerState` wrote; throws `adaptive.unreadable-state` for anything else. */
export function parseLearnerState(json: string): LearnerState {
  const unreadable = (cause?: unknown) =>
    new AppError(
      "internal",
      "adaptive.unreadable-state",
      "The stored learner state is not readable",
      {
        cause,
      },
    );
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    throw unreadable(error);
  }
  if (!Array.isArray(parsed) || parsed[0] !== 1) throw unreadable();
  const [, numbers, names, skills, items] = parsed as unknown[];
  const learner = createLearnerState();
  readNumbers(learner, learnerNumbers, numbers, unreadable);
  if (!Array.isArray(names) || !Array.isArray(skills) || !Array.isArray(items)) throw unreadable();
  learner.lastItemId = typeof names[0] === "string" ? names[0] : null;
  learner.runSkillId = typeof names[1] === "string" ? names[1] : null;
  for (const row of skills as unknown[]) {
    const skill = createSkillState();
    learner.skills.set(readRow(row, skill, skillNumbers, unreadable), skill);
  }
  for (const row of items as unknown[]) {
    const item: ItemState = { attempts: 0, wins: 0, lastOutcome: 0, lastStep: 0 };
    learner.items.set(readRow(row, item, itemNumbers, unreadable), item);
  }
  return learner;
}

function readRow<K extends string>(
  row: unknown,
  target: Record<K, number>,
  keys: readonly K[],
  unreadable: () => AppError,
): string {
  if (!Array.isArray(row) || typeof row[0] !== "string") throw unreadable();
  readNumbers(target, keys, row.slice(1), unreadable);
  return row[0];
}

function readNumbers<K extends string>(
  target: Record<K, number>,
  keys: readonly K[],
  values: unknown,
  unreadable: () => AppError,
): void {
  if (!Array.isArray(values) || values.length !== keys.length) throw unreadable();
  keys.forEach((key, index) => {
    const value: unknown = values[index];
    if (typeof value !== "number" || !Number.isFinite(value)) throw unreadable();
    target[key] = value;
  });
}
