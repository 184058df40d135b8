import type { MindMapNode } from "@byteos/contracts/generated-content";

export interface Branch {
  readonly node: MindMapNode;
  readonly children: readonly Branch[];
}

/** The nodes under their parents, in their order. */
export function nestNodes(nodes: readonly MindMapNode[]): Branch[] {
  const byParent = Map.groupBy(nodes, ({ parentId }) => parentId);
  const under = (parentId: string | null): Branch[] =>
    (byParent.get(parentId) ?? []).map((node) => ({ node, children: under(node.id) }));
  return under(null);
}
