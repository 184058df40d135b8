import { PublicBlock } from "@byteos/contracts/block";
import { BlockId, ModuleId } from "@byteos/contracts/ids";
import { plainText, richText } from "@byteos/contracts/words";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildMindMap, type MappedModule } from "../src/mindmap/build-mind-map.ts";
import { localId, phrase } from "./course-arbitraries.ts";

const sentence = fc.oneof(
  phrase.map((words) => `Then ${words} follows.`),
  fc
    .tuple(fc.stringMatching(/^[a-z]{4,9}$/), phrase)
    .map(([term, words]) => `A ${term} is a kind of ${words} that holds everything in its place.`),
);
const block = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant("heading" as const),
      level: fc.constantFrom(2, 3, 4),
      text: phrase,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("paragraph" as const),
      text: fc.array(sentence, { minLength: 1, maxLength: 4 }).map((all) => all.join(" ")),
    }),
  },
);
const module = fc
  .record({
    id: fc.uuid(),
    title: fc.oneof(phrase, fc.constant("")),
    blocks: fc.array(block, { maxLength: 14 }),
    ids: fc.uniqueArray(localId, { minLength: 14, maxLength: 14 }),
  })
  .map(({ id, title, blocks, ids }): MappedModule => {
    const made = blocks.map(({ text, ...rest }, index) =>
      PublicBlock.parse({ ...rest, id: ids[index], content: richText(text) }),
    );
    return {
      id: ModuleId.parse(id),
      title,
      blocks: made,
      passages: made.flatMap((each) => {
        if (each.type !== "paragraph") return [];
        const text = plainText(each.content);
        return [{ heading: "", text, blockId: each.id, start: 0, end: text.length }];
      }),
    };
  });
const course = fc.record({
  title: phrase,
  modules: fc.uniqueArray(module, { maxLength: 5, selector: ({ id }) => id }),
});

describe("buildMindMap", () => {
  it("is one tree whose every node opens words that exist, whatever the course", () => {
    fc.assert(
      fc.property(course, ({ title, modules }) => {
        const nodes = buildMindMap({ title, modules });
        const seen = new Set<string>();
        for (const { id, parentId, label, place, kind } of nodes) {
          expect(seen.has(id)).toBe(false);
          expect(parentId === null).toBe(seen.size === 0);
          if (parentId !== null) expect(seen.has(parentId)).toBe(true);
          seen.add(id);
          expect(label.trim()).not.toBe("");
          const home = modules.find((each) => each.id === place.moduleId);
          const found = home?.blocks.find((each) => each.id === place.blockId);
          const text = found !== undefined && "content" in found ? plainText(found.content) : "";
          expect(place.end).toBeGreaterThan(place.start);
          expect(text.slice(place.start, place.end)).toBe(place.quote);
          if (kind === "term") expect(place.quote.toLowerCase()).toContain(label.toLowerCase());
        }
        expect(nodes.length).toBeLessThanOrEqual(240);
        const told = modules.filter(({ passages }) => passages.length > 0);
        expect(nodes.filter(({ kind }) => kind === "module")).toHaveLength(told.length);
      }),
    );
  });

  it("nests headings as they are written, with terms under the heading that defines them", () => {
    const blocks = [
      { type: "heading", level: 2, text: "Harbours" },
      { type: "heading", level: 3, text: "Shelter" },
      { type: "paragraph", text: "A breakwater is a wall that shelters a harbour from waves." },
      { type: "heading", level: 2, text: "Pilots" },
      { type: "paragraph", text: "They come aboard outside." },
    ].map(({ text, ...rest }, index) =>
      PublicBlock.parse({ ...rest, id: `block-00${index}`, content: richText(text) }),
    );
    const passages = blocks.flatMap((each) => {
      if (each.type !== "paragraph") return [];
      const text = plainText(each.content);
      return [{ heading: "", text, blockId: BlockId.parse(each.id), start: 0, end: text.length }];
    });
    const id = ModuleId.parse("00000000-0000-4000-8000-000000000001");
    const nodes = buildMindMap({
      title: "Ports",
      modules: [{ id, title: "Arriving", blocks, passages }],
    });
    const outline = nodes.map(({ label, kind, parentId }) => [
      kind,
      label,
      nodes.find((each) => each.id === parentId)?.label ?? null,
    ]);
    expect(outline).toEqual([
      ["course", "Ports", null],
      ["module", "Arriving", "Ports"],
      ["heading", "Harbours", "Arriving"],
      ["heading", "Shelter", "Harbours"],
      ["term", "breakwater", "Shelter"],
      ["heading", "Pilots", "Arriving"],
      ["passage", "They come aboard outside.", "Pilots"],
    ]);
  });
});
