import type { TensorInfo } from "@byteos/contracts/file-inspection";
import { badFile } from "./byte-source.ts";

const mostTensors = 20_000;
const mostFacts = 500;
const longestFact = 4_000;
const mostDimensions = 32;

/** How many elements a shape has; refused when the product passes what a number holds exactly. */
export function countElements(shape: readonly number[], name: string): number {
  if (shape.length > mostDimensions)
    throw badFile(`"${name.slice(0, 80)}" has too many dimensions.`);
  const product = shape.reduce((count, size) => count * BigInt(size), 1n);
  if (product > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw badFile(`The shape of "${name.slice(0, 80)}" is larger than any file.`);
  }
  return Number(product);
}

interface TensorSummary {
  readonly tensors: TensorInfo[];
  readonly tensorCount: number;
  readonly parameters: number;
  readonly tensorBytes: number;
}

/** Sums over all tensors, and as many of them as a page can take. */
export function limitTensors(tensors: TensorInfo[]): TensorSummary {
  const sum = (of: (tensor: TensorInfo) => number) =>
    tensors.reduce((total, tensor) => Math.min(Number.MAX_SAFE_INTEGER, total + of(tensor)), 0);
  return {
    tensors: tensors.slice(0, mostTensors),
    tensorCount: tensors.length,
    parameters: sum(({ parameters }) => parameters),
    tensorBytes: sum(({ bytes }) => bytes),
  };
}

export interface Fact {
  readonly key: string;
  readonly value: string;
}

export function limitFacts(facts: readonly Fact[]): { facts: Fact[] } {
  return {
    facts: facts.slice(0, mostFacts).map(({ key, value }) => ({
      key: key.slice(0, 200),
      value: value.length > longestFact ? `${value.slice(0, longestFact)}…` : value,
    })),
  };
}
