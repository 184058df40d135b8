import type { TensorInfo } from "@byteos/contracts/file-inspection";

export interface TensorGroup {
  readonly name: string;
  readonly parameters: number;
  /** 0 to 1. */
  readonly share: number;
  /** 1 to 3 for the largest, null for what is summed up as the rest. */
  readonly rank: number | null;
}

const named = 3;

/** The part of a model that a tensor belongs to: its name up to the first word in which the names differ. */
export function partOf(name: string, depth: number): string {
  return name.split(/[./]/).slice(0, depth).join(".");
}

/** How many words of the names it takes to tell parts apart. */
export function partDepth(tensors: readonly Pick<TensorInfo, "name">[]): number {
  const first = tensors[0]?.name.split(/[./]/) ?? [];
  for (let depth = 1; depth < first.length; depth += 1) {
    const part = partOf(tensors[0]?.name ?? "", depth);
    if (tensors.some(({ name }) => partOf(name, depth) !== part)) return depth;
  }
  return Math.max(1, first.length);
}

/** The largest parts of a model and the rest of it, by parameters. */
export function groupTensors(tensors: readonly TensorInfo[]): TensorGroup[] {
  const depth = partDepth(tensors);
  const sums = new Map<string, number>();
  let total = 0;
  for (const { name, parameters } of tensors) {
    const part = partOf(name, depth);
    sums.set(part, (sums.get(part) ?? 0) + parameters);
    total += parameters;
  }
  const share = (parameters: number) => (total === 0 ? 0 : parameters / total);
  const sorted = [...sums].toSorted((a, b) => b[1] - a[1]);
  const groups = sorted.slice(0, named).map(([name, parameters], at): TensorGroup => {
    return { name, parameters, share: share(parameters), rank: at + 1 };
  });
  const rest = sorted.slice(named);
  if (rest.length === 0) return groups;
  const parameters = rest.reduce((sum, [, count]) => sum + count, 0);
  const names = rest.map(([name]) => name);
  const name = names.length > 3 ? `${names.length} more parts` : names.join(", ");
  return [...groups, { name, parameters, share: share(parameters), rank: null }];
}
