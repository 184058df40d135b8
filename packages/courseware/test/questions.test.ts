import { richText } from "@byteos/contracts/words";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findDefinitions } from "../src/questions/find-definitions.ts";
import { findNumbers } from "../src/questions/find-numbers.ts";
import { studyCourse } from "../src/questions/make-quiz.ts";
import { findStandAlone } from "../src/questions/sentence-fitness.ts";
import { readStudyModule } from "../src/questions/study-text.ts";
import { splitSentences } from "../src/text/split-sentences.ts";
import { isEnglish, shareStem, stemWord } from "../src/text/words.ts";
import { documentFrom } from "./document-builder.ts";

function study(markup: string) {
  const { document } = documentFrom(markup);
  return readStudyModule([
    { documentIndex: 0, document, firstElement: 0, endElement: document.elements.length },
  ]);
}
const quizOf = (markup: string) =>
  studyCourse([study(markup)], "seed")[0]?.quiz.map((each) => each.question) ?? [];

describe("splitting sentences", () => {
  it.each([
    ["One. Two! Three?", ["One.", "Two!", "Three?"]],
    [
      "Use tools, e.g. Git, for this. Dr. Smith agrees.",
      ["Use tools, e.g. Git, for this.", "Dr. Smith agrees."],
    ],
    [
      "It costs 3.5 million. He said “stop.” Then we left.",
      ["It costs 3.5 million.", "He said “stop.”", "Then we left."],
    ],
    ["Only 13% succeed.1 State projects fail.", ["Only 13% succeed.1", "State projects fail."]],
    ["这是第一句。这是第二句！", ["这是第一句。", "这是第二句！"]],
    ["No end here", ["No end here"]],
    ["First part\n\nSecond part", ["First part", "Second part"]],
    ["Open a.txt and b.md now. Done.", ["Open a.txt and b.md now.", "Done."]],
  ])("%j", (text, expected) => {
    expect(splitSentences(text).map(({ start, end }) => text.slice(start, end))).toEqual(expected);
  });

  it("loses nothing but white space and never overlaps", () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom("a", "B", "1", ".", "!", "?", " ", "\n", "”", "(", ")", "。", "é"),
          maxLength: 120,
        }),
        (text) => {
          const ranges = splitSentences(text);
          let end = 0;
          for (const range of ranges) {
            expect(range.start).toBeGreaterThanOrEqual(end);
            expect(text.slice(end, range.start).trim()).toBe("");
            expect(range.end).toBeGreaterThan(range.start);
            ({ end } = range);
          }
          expect(text.slice(end).trim()).toBe("");
        },
      ),
    );
  });
});

describe("words", () => {
  it("share a stem over inflections", () => {
    expect(stemWord("commits")).toBe(stemWord("commit"));
    expect(stemWord("committed")).toBe(stemWord("commit"));
    expect(stemWord("repositories")).toBe(stemWord("repository"));
    expect(shareStem("the reviewer", "reviewing code")).toBe(true);
    expect(shareStem("a commit", "the branch")).toBe(false);
  });
  it("tell English from other languages", () => {
    expect(
      isEnglish(
        "The plan is to keep the cost of the project low and to ship it in parts. ".repeat(5),
      ),
    ).toBe(true);
    expect(
      isEnglish("Le plan est de garder le coût du projet bas et de livrer par parties. ".repeat(5)),
    ).toBe(false);
  });
});

describe("a sentence that stands alone", () => {
  it.each([
    "Working code must be delivered at the end of each sprint.",
    "However, reviewers should never ask for perfect code.",
    "When a loaf sounds hollow, it is ready to come out of the oven.",
  ])("%j does", (text) => {
    expect(findStandAlone({ text })).not.toBeNull();
  });
  it.each([
    "This is the reason for the whole rule in the end.",
    "It makes every later change a good deal easier.",
    "As shown in Figure 3, the cost of the change rises.",
    "We will now look at the cost of a change.",
    "Which of the two plans costs less in the end?",
    "The following steps lead to a finished loaf of bread:",
    "Save the file and exit the editor when you are done.",
    "Right answer: The agency has named the needs of its users.",
    "The cost (see above is a share of the whole budget.",
    "Too short.",
  ])("%j does not", (text) => {
    expect(findStandAlone({ text })).toBeNull();
  });
  it("leaves an opening connective off and nothing else", () => {
    expect(
      findStandAlone({ text: "However, reviewers should never ask for perfect code." }),
    ).toEqual({ text: "Reviewers should never ask for perfect code.", offset: 9 });
  });
});

describe("definitions", () => {
  const terms = (markup: string) =>
    findDefinitions(study(markup).sentences).map((definition) => [
      definition.term,
      definition.complement,
    ]);
  it.each([
    [
      "A branch is a line of work with its own commits.",
      [["branch", "a line of work with its own commits"]],
    ],
    [
      "`git log` lists every commit of the repository.",
      [["git log", "lists every commit of the repository"]],
    ],
    [
      "Each saved state of the files is called a *commit*.",
      [["commit", "Each saved state of the files is called a commit."]],
    ],
    [
      "Statements are instructions that perform some action.",
      [["statements", "instructions that perform some action"]],
    ],
    [
      "- **Sprint**: a period of two weeks with one goal",
      [["sprint", "a period of two weeks with one goal"]],
    ],
  ])("are found in %j", (markup, expected) => {
    expect(terms(markup)).toEqual(expected);
  });
  it.each([
    "This is a good way to see the whole thing.",
    "The problem is a lack of people who know the law.",
    "There is a great deal of work in each of the parts.",
    "A review is a good place to learn from other people.",
    "What is a branch and why should anyone use it?",
  ])("are not found in %j", (markup) => {
    expect(terms(markup)).toEqual([]);
  });
});

describe("numbers", () => {
  it("come with what they count, without dates, ranges and versions", () => {
    const text =
      "Only 13% of 25,000 projects over $6 million took 3 to 5 years in 2018, see version 2.28 and pages 5–9.";
    expect(findNumbers(text).map((number) => [number.text, number.unit])).toEqual([
      ["13", "%"],
      ["25,000", ""],
      ["$6", "million"],
      ["3", ""],
      ["5", "year"],
      ["2018", ""],
      ["2.28", ""],
    ]);
  });
});

describe("questions by form", () => {
  it("order a procedure that announces its steps, not a list of rules", () => {
    const steps = "1. Mix the flour and water\n2. Fold the dough\n3. Bake the loaf";
    const order = quizOf(`# Bread\n\nFollow these steps:\n\n${steps}`).find(
      (question) => question.kind === "order",
    );
    expect(order?.kind === "order" && order.items.map((item) => item.content)).toEqual([
      richText("Mix the flour and water"),
      richText("Fold the dough"),
      richText("Bake the loaf"),
    ]);
    expect(
      quizOf(`# Bread\n\nThere are three rules:\n\n${steps}`).some(
        (question) => question.kind === "order",
      ),
    ).toBe(false);
  });

  it("match the rows of a table of two columns", () => {
    const [question] = quizOf(
      "# Tools\n\n| Tool | Use |\n| Scale | Weighs flour |\n| Razor | Scores dough |\n| Pot | Traps steam |",
    );
    expect(question?.kind).toBe("match");
  });

  it("choose between the answers a text calls right and wrong", () => {
    const [question] = quizOf(
      "# Who will own the product?\n\nWrong answer: Nobody has been named so far.\n\nRight answer: One person of the agency is named.\n\n# How long is the contract?\n\nWrong answer: Ten years without any exit.\n\nRight answer: Two years at the very most.",
    );
    expect(
      question?.kind === "single" &&
        question.options.find((option) => option.id === question.correctId)?.content,
    ).toEqual(richText("One person of the agency is named."));
  });

  it("follow from the seed", () => {
    const markup =
      "# A\n\nA branch is a line of work. A commit is a saved state of files. A remote is a copy of the repository. A tag is a name for one commit. A merge is a join of two branches.";
    expect(quizOf(markup)).toEqual(quizOf(markup));
  });

  it("are none for an empty module", () => {
    expect(studyCourse([study("# Nothing")], "seed")[0]?.quiz).toEqual([]);
  });
});
