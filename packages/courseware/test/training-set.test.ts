import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anonymise } from "../src/training/anonymise.ts";
import {
  makeTrainingSet,
  type RatedTurn,
  toJsonLines,
  TrainingExample,
} from "../src/training/training-set.ts";

describe("anonymise", () => {
  it.each([
    ["I am Ada Lovelace and like ropes.", "I am [name] and like ropes."],
    ["i'm happy with it", "i'm happy with it"],
    ["My name is Özgür.", "My name is [name]."],
    ["Write to ada.l+x@example.org or www.example.org/ada", "Write to [mail] or [address]"],
    ["Call +49 (30) 901820-1 soon", "Call [number] soon"],
    ["Chapter 12 has 1500 words", "Chapter 12 has 1500 words"],
    ["What did BOB say to Bobby?", "What did [name] say to Bobby?"],
    ["Ask @bob_b about it", "Ask [name] about it"],
    ["Bob Ross paints", "[name] paints"],
  ])("%s", (text, plain) => {
    expect(anonymise(text, ["Bob Ross", "X"])).toBe(plain);
  });

  it("leaves no name that it was given, wherever it stands", () => {
    const name = fc.stringMatching(/^\p{L}{2,9}(?: \p{L}{2,9})?$/u);
    const filler = fc.constantFrom("what ", "is, ", "(why) ", "\n", "and: ");
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 3 }),
        fc.array(filler, { minLength: 1, maxLength: 6 }),
        fc.nat(),
        (names, parts, pick) => {
          const hidden = names[pick % names.length] ?? "";
          const text = parts.join(`${hidden}. `);
          const plain = anonymise(text, names).toLowerCase();
          const words = new Set(plain.match(/\p{L}+/gu) ?? []);
          const said = new Set(["what", "is", "why", "and", "name"]);
          for (const part of hidden.normalize("NFC").toLowerCase().split(" ")) {
            if (!said.has(part) && parts.length > 1) expect(words.has(part)).toBe(false);
          }
        },
      ),
    );
  });
});

const turn = fc.record({
  learnerId: fc.constantFrom(..."abcdefghij".split("")).map((letter) => `learner-${letter}`),
  courseTitle: fc.constantFrom("Ropes", "Tides"),
  question: fc.constantFrom("What is a bowline?", "what is  a bowline?", "Why?", " ", "How deep?"),
  answer: fc.constantFrom(
    "It is a knot that holds a loop. [1]",
    "It is a knot that holds a loop.",
    "Deep enough for a ship of that size.",
    "No",
  ),
});

describe("makeTrainingSet", () => {
  it("is chat lines, each once, with no learner in both halves, whatever the order of the turns", () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 40 }), fc.nat(), (turns, pick) => {
        const set = makeTrainingSet(turns, { names: [] });
        const again = makeTrainingSet(
          [...turns.slice(pick % (turns.length + 1)), ...turns.slice(0, pick % (turns.length + 1))],
          { names: [] },
        );
        expect(again).toEqual(set);
        const lines = toJsonLines([...set.training, ...set.validation])
          .split("\n")
          .filter((line) => line !== "");
        const parsed = lines.map((line) => TrainingExample.parse(JSON.parse(line)));
        const keys = parsed.map(({ messages: [, asked, said] }) =>
          `${asked.content} ${said.content}`.toLowerCase(),
        );
        expect(new Set(keys).size).toBe(keys.length);
        for (const { messages } of parsed) expect(messages[2].content).not.toMatch(/\[\d\]/);
      }),
    );
  });

  it("keeps all of one learner on one side", () => {
    const turns = Array.from({ length: 60 }, (_, index): RatedTurn => ({
      learnerId: `learner-${index % 12}`,
      courseTitle: "Ropes",
      question: `Question ${index}?`,
      answer: `An answer to learner-${index % 12} that is long enough, ${index}.`,
    }));
    const { training, validation, learnerCount } = makeTrainingSet(turns, { names: [] });
    const learnersOf = (examples: readonly TrainingExample[]) =>
      new Set(examples.map(({ messages }) => /learner-\d+/.exec(messages[2].content)?.[0]));
    expect(learnerCount).toBe(12);
    expect(training.length + validation.length).toBe(60);
    expect(validation.length).toBeGreaterThan(0);
    const held = learnersOf(validation);
    expect([...learnersOf(training)].filter((name) => held.has(name))).toEqual([]);
  });

  it("has no names in it", () => {
    const { training, validation } = makeTrainingSet(
      [
        {
          learnerId: "a",
          courseTitle: "Ropes",
          question: "I am Ada Lovelace, ada@example.org. What is a bowline?",
          answer: "A bowline, Ada, is a knot that holds a loop.",
        },
      ],
      { names: ["Ada Lovelace"] },
    );
    const text = toJsonLines([...training, ...validation]);
    expect(text).toContain("bowline");
    expect(text).not.toMatch(/ada|lovelace|example\.org/i);
  });
});
