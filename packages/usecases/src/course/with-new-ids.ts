import type { Block, CalloutChild } from "@byteos/contracts/block";
import type { ModuleContent } from "@byteos/contracts/module-content";
import type { TextSpan } from "@byteos/contracts/rich-text";
import { makeBlockId, makeLocalId } from "@byteos/courseware/blocks/make-id";

/**
 * A copy of a module whose blocks, cards, terms and objectives have ids of their own. Links to a block of the
 * module follow it; parts of questions keep their ids, which mean something inside the question alone.
 */
export function withNewIds(content: ModuleContent): ModuleContent {
  const newIds = new Map(content.blocks.map((block) => [`#${block.id}`, makeBlockId()]));
  const idOf = (block: Block) => newIds.get(`#${block.id}`) ?? makeBlockId();
  const relink = (_key: string, value: unknown): unknown => {
    if (!isLinkedSpan(value)) return value;
    const target = newIds.get(value.href);
    return target === undefined ? value : { ...value, href: `#${target}` };
  };
  const child = (block: CalloutChild): CalloutChild => ({ ...block, id: makeBlockId() });
  const blocks = content.blocks.map((block): Block => {
    const copy: Block = JSON.parse(JSON.stringify(block, relink));
    return copy.type === "callout"
      ? { ...copy, id: idOf(block), children: copy.children.map(child) }
      : { ...copy, id: idOf(block) };
  });
  const fresh = <T extends { id: string }>(parts: readonly T[]): T[] =>
    parts.map((part) => ({ ...part, id: makeLocalId() }));
  return {
    version: 1,
    blocks,
    objectives: fresh(content.objectives),
    terms: fresh(content.terms),
    cards: fresh(content.cards),
  };
}

function isLinkedSpan(value: unknown): value is TextSpan & { href: string } {
  return (
    typeof value === "object" &&
    value !== null &&
    "href" in value &&
    "text" in value &&
    typeof value.href === "string"
  );
}
