export interface GraphNode {
  readonly skillId: string;
  readonly requires: readonly string[];
}

export interface PlacedNode<T> {
  readonly node: T;
  /** How many steps lead up to it, and its place among those beside it. */
  readonly column: number;
  readonly row: number;
}

/** Places skills from left to right, each after all that it builds on; in a circle the first met comes first. */
export function layoutGraph<T extends GraphNode>(nodes: readonly T[]): PlacedNode<T>[] {
  const byId = new Map(nodes.map((node) => [node.skillId, node]));
  const columns = new Map<string, number>();
  const visiting = new Set<string>();
  const columnOf = (id: string): number => {
    const known = columns.get(id);
    if (known !== undefined) return known;
    const node = byId.get(id);
    if (node === undefined || visiting.has(id)) return -1;
    visiting.add(id);
    const column = Math.max(-1, ...node.requires.map(columnOf)) + 1;
    visiting.delete(id);
    columns.set(id, column);
    return column;
  };
  const filled = new Map<number, number>();
  return nodes.map((node) => {
    const column = columnOf(node.skillId);
    const row = filled.get(column) ?? 0;
    filled.set(column, row + 1);
    return { node, column, row };
  });
}
