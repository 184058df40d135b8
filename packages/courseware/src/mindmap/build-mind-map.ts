import type { PublicBlock } from "@byteos/contracts/block";
import type { MindMapNode } from "@byteos/contracts/generated-content";
import type { BlockId, ModuleId } from "@byteos/contracts/ids";
import { plainText } from "@byteos/contracts/words";
import { type StudyPassage, studyPassages } from "../generate/study-passages.ts";

export interface MappedPassage extends StudyPassage {
  readonly blockId: BlockId;
  readonly end: number;
}

export interface MappedModule {
  readonly id: ModuleId;
  readonly title: string;
  readonly blocks: readonly PublicBlock[];
  /** In reading order. */
  readonly passages: readonly MappedPassage[];
}

type Place = Omit<MindMapNode["place"], "contentHash">;
export type DraftNode = Omit<MindMapNode, "place"> & { readonly place: Place };

interface OpenHeading {
  readonly id: string;
  readonly level: number;
}

const mostNodes = 240;
const mostTerms = 6;
const mostUntitled = 6;
const longestLabel = 90;

/**
 * A course as a tree: its modules, their headings as they are nested, under each the terms that its passages
 * define, and the passages themselves where nothing else stands. Every node has a place: the passage or the
 * heading it speaks of. Modules without a passage are left out.
 */
export function buildMindMap({
  title,
  modules,
}: {
  readonly title: string;
  readonly modules: readonly MappedModule[];
}): DraftNode[] {
  const told = modules.filter(({ passages }) => passages.length > 0);
  const [first] = told;
  const [opening] = first?.passages ?? [];
  if (first === undefined || opening === undefined) return [];
  const root: DraftNode = {
    id: "course",
    parentId: null,
    kind: "course",
    label: title.trim() === "" ? first.title : title,
    place: placeOf(first.id, opening),
  };
  const branches = told.map((module) => branchOf(module));
  // A long course keeps its modules and the beginning of each rather than its first half.
  const share = Math.max(1, Math.floor((mostNodes - 1) / branches.length));
  return [root, ...branches.flatMap((nodes) => nodes.slice(0, share))].slice(0, mostNodes);
}

function branchOf({ id: moduleId, title, blocks, passages }: MappedModule): DraftNode[] {
  const [opening] = passages;
  if (opening === undefined) return [];
  const top: DraftNode = {
    id: moduleId,
    parentId: "course",
    kind: "module",
    label: title.trim() === "" ? clip(opening.text) : title,
    place: placeOf(moduleId, opening),
  };
  const nodes: DraftNode[] = [top];
  const { definitions } = studyPassages(passages);
  const byBlock = Map.groupBy(passages, ({ blockId }) => blockId);
  const trail: OpenHeading[] = [];
  let under: MappedPassage[] = [];
  const close = () => {
    const parentId = trail.at(-1)?.id ?? moduleId;
    nodes.push(...leavesOf(under, { parentId, moduleId, passages, definitions }));
    under = [];
  };
  for (const block of blocks) {
    if (block.type === "heading") {
      close();
      while ((trail.at(-1)?.level ?? 0) >= block.level) trail.pop();
      const text = plainText(block.content);
      if (text.trim() === "") continue;
      nodes.push({
        id: `${moduleId}/${block.id}`,
        parentId: trail.at(-1)?.id ?? moduleId,
        kind: "heading",
        label: text.replace(/\s+/g, " ").trim(),
        place: { moduleId, blockId: block.id, start: 0, end: text.length, quote: text },
      });
      trail.push({ id: `${moduleId}/${block.id}`, level: block.level });
    } else under.push(...(byBlock.get(block.id) ?? []));
  }
  close();
  return nodes;
}

function leavesOf(
  under: readonly MappedPassage[],
  {
    parentId,
    moduleId,
    passages,
    definitions,
  }: {
    parentId: string;
    moduleId: ModuleId;
    passages: readonly MappedPassage[];
    definitions: ReturnType<typeof studyPassages>["definitions"];
  },
): DraftNode[] {
  const here = new Set(under);
  const terms = definitions.flatMap(({ term, sentence }): DraftNode[] => {
    const passage = passages[sentence.documentIndex];
    if (passage === undefined || !here.has(passage)) return [];
    const { start, end } = sentence;
    const quote = passage.text.slice(start - passage.start, end - passage.start);
    return [
      {
        id: `${parentId}/${passage.blockId}:${start}`,
        parentId,
        kind: "term",
        label: term,
        place: { moduleId, blockId: passage.blockId, start, end, quote },
      },
    ];
  });
  if (terms.length > 0) return terms.slice(0, mostTerms);
  return under.slice(0, parentId === moduleId ? mostUntitled : 1).map((passage) => ({
    id: `${parentId}/${passage.blockId}:${passage.start}`,
    parentId,
    kind: "passage",
    label: clip(passage.text),
    place: placeOf(moduleId, passage),
  }));
}

function placeOf(moduleId: ModuleId, { blockId, start, end, text }: MappedPassage): Place {
  return { moduleId, blockId, start, end, quote: text };
}

function clip(text: string): string {
  const line = (text.trim().split("\n")[0] ?? "").replace(/\s+/g, " ").trim();
  if (line.length <= longestLabel) return line;
  return `${line.slice(0, longestLabel).replace(/\s+\S*$/, "")}…`;
}
