import type { PublicBlock } from "@byteos/contracts/block";
import { BlockId, ModuleId } from "@byteos/contracts/ids";
import type { PublishedModule } from "@byteos/contracts/module-content";
import { richText } from "@byteos/contracts/words";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { moduleForms } from "../src/modality/module-forms.ts";
import { topicKindOf, topicKinds } from "../src/modality/topic-kind.ts";

const id = () => BlockId.parse(crypto.randomUUID());
const paragraph = (words: number): PublicBlock => ({
  id: id(),
  type: "paragraph",
  content: richText("word ".repeat(words).trim()),
});
const steps = (count: number): PublicBlock => ({
  id: id(),
  type: "list",
  style: "ordered",
  items: Array.from({ length: count }, () => ({ content: richText("Pull the rope tight now") })),
});
const code = (lines: number): PublicBlock => ({
  id: id(),
  type: "code",
  code: "let a = b + c;\n".repeat(lines),
});
const table: () => PublicBlock = () => ({
  id: id(),
  type: "table",
  hasHeaderRow: false,
  rows: [[{ content: richText("12") }]],
});
const term = (name: string) => ({ id: crypto.randomUUID(), term: name, definition: "What it is" });
const card = () => ({ id: crypto.randomUUID(), front: richText("?"), back: richText("!") });

function makeModule(parts: Partial<PublishedModule>): PublishedModule {
  return {
    id: ModuleId.parse(crypto.randomUUID()),
    title: "Knots",
    estimatedMinutes: 4,
    blocks: [paragraph(50)],
    objectives: [],
    terms: [],
    cards: [],
    ...parts,
  };
}

describe("the kind of a topic", () => {
  it("is what most of it consists of", () => {
    const kindOf = (parts: Partial<PublishedModule>) => topicKindOf(makeModule(parts));
    expect(kindOf({ blocks: [paragraph(200)] })).toBe("ideas");
    expect(kindOf({ blocks: [paragraph(100), code(12)] })).toBe("code");
    expect(kindOf({ blocks: [paragraph(60), steps(8)] })).toBe("steps");
    expect(kindOf({ blocks: [paragraph(60), table(), table()] })).toBe("figures");
    const terms = ["Bowline", "Hitch", "Bend"].map(term);
    expect(kindOf({ blocks: [paragraph(200)], terms })).toBe("terms");
    expect(kindOf({ blocks: [paragraph(800)], terms })).toBe("ideas");
  });

  it("looks into call-outs and past headings and questions", () => {
    const callout: PublicBlock = { id: id(), type: "callout", variant: "note", children: [] };
    const within = { ...callout, children: [{ id: id(), type: "code" as const, code: "a = 1" }] };
    expect(topicKindOf(makeModule({ blocks: [within] }))).toBe("code");
    const heading: PublicBlock = { id: id(), type: "heading", level: 2, content: richText("A") };
    expect(topicKindOf(makeModule({ blocks: [heading, table()] }))).toBe("figures");
  });

  it("is one of the kinds whatever a module holds, and does not depend on the order of its parts", () => {
    const part = fc.oneof(
      fc.integer({ min: 0, max: 300 }).map(paragraph),
      fc.integer({ min: 1, max: 20 }).map(steps),
      fc.integer({ min: 1, max: 20 }).map(code),
      fc.constant(null).map(table),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), fc.nat({ max: 9 }), (blocks, termCount) => {
        const terms = Array.from({ length: termCount }, (_, index) => term(`Term ${index}`));
        const kind = topicKindOf(makeModule({ blocks, terms }));
        expect(topicKinds).toContain(kind);
        expect(topicKindOf(makeModule({ blocks: blocks.toReversed(), terms }))).toBe(kind);
      }),
    );
  });
});

describe("the forms of a module", () => {
  it("are those it really has", () => {
    expect(moduleForms(makeModule({}))).toEqual(["text"]);
    expect(moduleForms(makeModule({ cards: [card()] }))).toEqual(["text", "flashcards"]);
    expect(moduleForms(makeModule({ blocks: [], cards: [card()] }))).toEqual(["flashcards"]);
    expect(moduleForms(makeModule({ blocks: [] }))).toEqual([]);
    const headings = Array.from({ length: 3 }, (): PublicBlock => {
      return { id: id(), type: "heading", level: 2, content: richText("Valves") };
    });
    const sections = [...headings, paragraph(4)];
    expect(moduleForms(makeModule({ blocks: sections }))).toEqual(["text", "mindmap"]);
    expect(moduleForms(makeModule({ blocks: sections.slice(1) }))).toEqual(["text"]);
  });
});
