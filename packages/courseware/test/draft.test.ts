import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { AssetId } from "@byteos/contracts/ids";
import type { Question } from "@byteos/contracts/question";
import { plainText } from "@byteos/contracts/words";
import { describe, expect, it } from "vitest";
import { plainTextOfBlock } from "../src/blocks/plain-text.ts";
import type { DraftedModule } from "../src/draft/build-draft.ts";
import { buildDraft } from "../src/draft/build-draft.ts";
import { parseDocument } from "../src/import/parse-document.ts";
import type { SourceDocument } from "../src/outline/propose-outline.ts";
import { proposeOutline } from "../src/outline/propose-outline.ts";
import { findQuestionProblems } from "../src/publish/question-problems.ts";
import {
  countSourcedSentences,
  countSourcedText,
} from "../src/sourcing/count-sourced-sentences.ts";
import { shareStem } from "../src/text/words.ts";
import { documentFrom, documentIdOf, sourdough } from "./document-builder.ts";

function draft(documents: readonly SourceDocument[], seed = "seed"): DraftedModule[] {
  return buildDraft({ outline: proposeOutline(documents), documents, assetOf: () => null, seed });
}

function questionsOf(modules: readonly DraftedModule[]): Question[] {
  return modules.flatMap((module) =>
    module.content.blocks.flatMap((block) => (block.type === "question" ? [block.question] : [])),
  );
}

/** What must hold for any draft, whatever it was made from. */
function expectSound(
  modules: readonly DraftedModule[],
  documents: readonly SourceDocument[],
): void {
  const textOf = (id: string) =>
    documents.find((source) => source.id === id)?.document.text ?? null;
  for (const { content } of modules) {
    for (const block of content.blocks) {
      const { sentences, sourced } = countSourcedSentences(block, textOf);
      expect(sourced, JSON.stringify(block).slice(0, 300)).toBe(sentences);
    }
    for (const { definition, sources } of content.terms) {
      const counted = countSourcedText(definition, sources, textOf);
      expect(counted.sourced).toBe(counted.sentences);
    }
    for (const { back, sources } of content.cards) {
      const counted = countSourcedText(plainText(back), sources, textOf);
      expect(counted.sourced).toBe(counted.sentences);
    }
    const ids = content.blocks.map((block) => block.id);
    expect(new Set(ids).size).toBe(ids.length);
  }
  const questions = questionsOf(modules);
  for (const question of questions) {
    expect(findQuestionProblems(question), JSON.stringify(question)).toEqual([]);
    expect(question.hints?.length ?? 0).toBeGreaterThan(0);
    expect(plainText(question.explanation ?? [])).not.toBe("");
  }
  const prompts = questions.map((question) =>
    JSON.stringify([
      question.prompt,
      "segments" in question ? question.segments : null,
      "items" in question ? question.items : null,
      "pairs" in question ? question.pairs : null,
    ]),
  );
  expect(new Set(prompts).size).toBe(prompts.length);
}

describe("a drafted course", () => {
  const documents = [documentFrom(sourdough, 1, "Baking sourdough")];
  const modules = draft(documents);
  const questions = questionsOf(modules);

  it("holds every word of its document, in order, each block with its exact range", () => {
    expectSound(modules, documents);
    const [source] = documents;
    const blocks = modules.flatMap((module) =>
      module.content.blocks.filter((block) => block.type !== "question" && block.sources),
    );
    let end = 0;
    for (const block of blocks) {
      const range = block.sources?.[0];
      expect(range?.start).toBeGreaterThanOrEqual(end);
      end = range?.end ?? end;
      const squash = (text: string) => text.replace(/\s+/g, " ").trim();
      expect(squash(source?.document.text.slice(range?.start, range?.end) ?? "")).toBe(
        squash(plainTextOfBlock(block)),
      );
    }
    expect(blocks.length).toBe((source?.document.elements.length ?? 0) - 1);
  });

  it("asks at least five questions of several kinds", () => {
    expect(questions.length).toBeGreaterThanOrEqual(5);
    expect(new Set(questions.map((question) => question.kind)).size).toBeGreaterThanOrEqual(3);
  });

  it("never gives the answer away in the stem", () => {
    const asked = questions.filter((question) => question.kind === "single");
    expect(asked.length).toBeGreaterThan(0);
    for (const question of asked) {
      const right = question.options.find((option) => option.id === question.correctId);
      const answer = plainText(right?.content ?? []);
      if (/^(?:Because|If|When|So)\b/.test(answer)) continue;
      expect(
        shareStem(answer, plainText(question.prompt)),
        `${plainText(question.prompt)} => ${answer}`,
      ).toBe(false);
    }
  });

  it("finds the terms that the text defines, word for word", () => {
    const terms = modules.flatMap((module) => module.content.terms);
    expect(terms.map((term) => term.term)).toEqual(
      expect.arrayContaining(["starter", "levain", "banneton", "crumb"]),
    );
    expect(terms.find((term) => term.term === "starter")?.definition).toBe(
      "A starter is a mixture of flour and water that holds wild yeast and bacteria.",
    );
  });

  it("states falsely only what the text does not say", () => {
    const [text] = documents.map((source) => source.document.text);
    for (const question of questions) {
      if (question.kind !== "true-false") continue;
      const statement = plainText(question.prompt).replace("According to the text: ", "");
      expect(text?.includes(statement)).toBe(question.answer);
    }
  });

  it("is the same for the same seed and differs in ids for another", () => {
    expect(draft(documents)).toEqual(modules);
    const other = draft(documents, "another");
    expect(other[0]?.content.blocks[0]?.id).not.toBe(modules[0]?.content.blocks[0]?.id);
  });

  it("takes the objectives the document states", () => {
    const [module] = draft([
      documentFrom(
        "# Git\n\n## Learning objectives\n\n- Record a change\n- Undo a change\n\n## Changes\n\nA commit is a saved state of all files.",
        1,
        "Git",
      ),
    ]);
    expect(module?.content.objectives.map((objective) => objective.text)).toEqual([
      "Record a change",
      "Undo a change",
    ]);
  });

  it("names pictures by asset, and leads links within the document to blocks or nowhere", () => {
    const source = documentFrom("# Tools\n\n## Scale\n\nWeigh it first of all.", 1, "Tools");
    const assetId = AssetId.parse("00000000-0000-4000-8500-000000000001");
    const { elements, text } = source.document;
    const end = text.length;
    const withMore: SourceDocument = {
      ...source,
      document: {
        ...source.document,
        elements: [
          ...elements,
          { kind: "image", imageKey: "a.png", alternativeText: "", start: end, end },
          {
            kind: "paragraph",
            content: [
              { text: "See", href: "#scale" },
              { text: "gone", href: "#gone" },
            ],
            start: end,
            end,
          },
        ],
      },
    };
    const [module] = buildDraft({
      outline: proposeOutline([withMore]),
      documents: [withMore],
      assetOf: (id, key) => (id === documentIdOf(1) && key === "a.png" ? assetId : null),
      seed: "s",
    });
    const blocks = module?.content.blocks ?? [];
    const heading = blocks.find((block) => block.type === "heading");
    expect(blocks.find((block) => block.type === "image")).toMatchObject({
      assetId,
      alternativeText: null,
    });
    expect(blocks.at(-1)).toMatchObject({
      content: [{ text: "See", href: `#${heading?.id}` }, { text: "gone" }],
    });
    expect(heading).toMatchObject({ level: 2 });
  });

  it("asks nothing rather than nonsense of a language it cannot read", () => {
    const german =
      "Der Haushalt ist ein Plan für Einnahmen und Ausgaben. Die Behörde muss den Vertrag prüfen, weil die Kosten steigen. ".repeat(
        12,
      );
    const modules = draft([documentFrom(`# Haushalt\n\n${german}`, 1, "Haushalt")]);
    expect(questionsOf(modules)).toEqual([]);
    expect(modules[0]?.content.blocks.length).toBeGreaterThan(0);
  });

  it("survives an outline that names what is not there", () => {
    const outline = proposeOutline(documents);
    expect(
      buildDraft({ outline, documents: [], assetOf: () => null, seed: "s" })[0]?.content.blocks,
    ).toEqual([]);
  });
});

const folder = resolve(
  process.env.BYTEOS_SHARED_DIR ?? resolve(import.meta.dirname, "../../../../shared"),
  "documents",
);
const files = [
  "state-software-budgeting-handbook.pdf",
  "rust-chapter03.docx",
  "git-novice/04-changes.md",
  "eng-practices/reviewer/standard.md",
];
const isThere = existsSync(folder);
if (!isThere)
  console.warn(
    `Skipping drafts of real documents: ${folder} is not there (set BYTEOS_SHARED_DIR).`,
  );

describe.runIf(isThere)("drafts of real documents", () => {
  it.each(files)(
    "%s is sourced throughout and asks sound questions",
    async (file) => {
      const { document } = await parseDocument({
        fileName: file,
        bytes: new Uint8Array(readFileSync(resolve(folder, file))),
      });
      const documents = [{ id: documentIdOf(1), document }];
      const modules = draft(documents);
      expectSound(modules, documents);
      expect(questionsOf(modules).length).toBeGreaterThanOrEqual(5);
    },
    60_000,
  );
});
