import type { PublicQuestion, Rubric } from "@byteos/contracts/question";
import { richText } from "@byteos/contracts/rich-text";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeAnswerGuard } from "../src/tutoring/answer-guard.ts";
import { hintLadder } from "../src/tutoring/hint-ladder.ts";

const option = (id: string, text: string) => ({ id: `option-${id}`, content: richText(text) });
const asked = (text: string) => ({ prompt: richText(text), hintCount: 0 });

describe("hintLadder", () => {
  it("never lets an answer out before two hints and a try", () => {
    fc.assert(
      fc.property(fc.nat(8), fc.nat(8), fc.nat(3), (given, written, attempts) => {
        const ladder = hintLadder({ given, written, attempts });
        expect(ladder.mayAnswer).toBe(given >= 2 && attempts > 0);
        expect(ladder.total).toBeGreaterThanOrEqual(2);
        expect(ladder.total).toBeLessThanOrEqual(5);
      }),
    );
  });
});

describe("makeAnswerGuard", () => {
  const single = makeAnswerGuard(
    {
      kind: "single",
      ...asked("How far from A should the crew dig?"),
      options: [
        option("aaaa", "30 m"),
        option("bbbb", "Halfway to the second logger"),
        option("cccc", "60 m"),
      ],
    },
    { kind: "single", correctId: "option-bbbb" },
  );

  it.each([
    "Halfway to the second logger.",
    "It's HALFWAY, to the *second* logger!",
    "h-a-l-f-w-a-y-to-the-second-logger",
    "reggoldnocesehtotyawflah",
    "Dig halfway, towards where the second logger sits.",
    "The right choice is number 2.",
    "I would pick option B",
    "the second one",
    "Neither 30 m nor 60 m.",
    "half\u200bway to the second logger",
  ])("stops %j", (text) => {
    expect(single.leaks(text)).toBe(true);
  });

  it.each([
    "Which logger hears the leak first?",
    "60 m is measured from B.",
    "Read the second paragraph again.",
  ])("lets %j through", (text) => {
    expect(single.leaks(text)).toBe(false);
  });

  it("guards every kind of question", () => {
    const cases: [PublicQuestion, Rubric, string, string][] = [
      [
        {
          kind: "multiple",
          ...asked("Which float?"),
          options: [option("aaaa", "Cork"), option("bbbb", "Lead"), option("cccc", "Pine")],
        },
        { kind: "multiple", correctIds: ["option-aaaa", "option-cccc"] },
        "Cork does.",
        "Think of density.",
      ],
      [
        { kind: "true-false", ...asked("Tides follow the moon around the earth.") },
        { kind: "true-false", answer: true },
        "The tides do follow the moon around.",
        "What pulls on the sea?",
      ],
      [
        { kind: "true-false", ...asked("Tides follow the moon around the earth.") },
        { kind: "true-false", answer: true },
        "That is right.",
        "Look at the figure once more.",
      ],
      [
        {
          kind: "fill-in",
          ...asked("Fill"),
          segments: [{ text: "The " }, { blankId: "blank-aaaa" }],
        },
        {
          kind: "fill-in",
          blanks: [{ id: "blank-aaaa", accepted: ["mast", "the mast"], isCaseSensitive: false }],
        },
        "It is a mast.",
        "What carries the sail? Tomorrow you will know.",
      ],
      [
        {
          kind: "order",
          ...asked("Order"),
          items: [option("aaaa", "Cast off"), option("bbbb", "Set sail")],
        },
        { kind: "order", orderedIds: ["option-aaaa", "option-bbbb"] },
        "First cast off, then set sail.",
        "Begin with what holds the ship.",
      ],
      [
        {
          kind: "match",
          ...asked("Match"),
          lefts: [option("aaaa", "Port")],
          rights: [option("bbbb", "Left"), option("cccc", "Right hand")],
        },
        { kind: "match", pairs: [{ leftId: "option-aaaa", rightId: "option-bbbb" }] },
        "Port is left.",
        "Port is a side of the ship.",
      ],
    ];
    for (const [question, rubric, leak, hint] of cases) {
      const guard = makeAnswerGuard(question, rubric);
      expect(guard.leaks(leak), leak).toBe(true);
      expect(guard.leaks(hint), hint).toBe(false);
    }
  });

  it("stops the right option however it is set about, for any options", () => {
    const words = fc.stringMatching(/^[a-z]{5,9} [a-z]{5,9}$/);
    fc.assert(
      fc.property(words, words, fc.string(), fc.string(), (right, wrong, before, after) => {
        fc.pre(right !== wrong);
        const guard = makeAnswerGuard(
          {
            kind: "single",
            ...asked("Which?"),
            options: [option("aaaa", wrong), option("bbbb", right)],
          },
          { kind: "single", correctId: "option-bbbb" },
        );
        expect(guard.leaks(`${before} ${right.toUpperCase()}, ${after}`)).toBe(true);
      }),
    );
  });
});
