import { plainText } from "@byteos/contracts/words";
import { describe, expect, it } from "vitest";
import { studyCourse } from "../src/questions/make-quiz.ts";
import { findStandAlone } from "../src/questions/sentence-fitness.ts";
import { readStudyModule } from "../src/questions/study-text.ts";
import { documentFrom } from "./document-builder.ts";

function study(markup: string) {
  const { document } = documentFrom(markup);
  return readStudyModule([
    { documentIndex: 0, document, firstElement: 0, endElement: document.elements.length },
  ]);
}

describe("a sentence", () => {
  it.each([
    "Most bakeries weigh their flour instead of measuring it.",
    "20 loaves an hour are about as many as one oven can take.",
  ])("%j stands alone", (text) => {
    expect(findStandAlone({ text })).not.toBeNull();
  });
  it.each([
    "Most of them weigh their flour instead of measuring it.",
    "You don't have to read them all before the work begins.",
    "The last line says what is still to be done by hand.",
    "For more about the rise of dough, read the second part.",
    "2. Weigh the flour and the water for the first dough.",
  ])("%j does not", (text) => {
    expect(findStandAlone({ text })).toBeNull();
  });
  it("may go without its stop where lists do, and only when it is a whole one", () => {
    const items = { mayLackStop: true };
    const whole = { text: "Vendors will store all files in open formats" };
    expect(findStandAlone(whole, items)).not.toBeNull();
    expect(findStandAlone(whole)).toBeNull();
    expect(
      findStandAlone({ text: "A store of all files in several open formats" }, items),
    ).toBeNull();
  });
});

describe("lists", () => {
  const originsOf = (markup: string) =>
    study(markup).sentences.map(({ text, origin }) => [text, origin]);
  it("of facts are prose, of cases and examples they are not", () => {
    const item = "- A large change takes longer to review.";
    expect(originsOf(`There are two reasons for small changes:\n\n${item}`)[1]?.[1]).toBe("item");
    expect(originsOf(`These are not the reasons:\n\n${item}`)[1]?.[1]).toBe("listed");
    expect(originsOf(`For example:\n\n${item}`)[1]?.[1]).toBe("listed");
  });
  it("with a label tell in prose what stands behind it", () => {
    const [, label, rest] = originsOf(
      "Small changes are:\n\n- **Easier to merge.** A large change runs into others for weeks.",
    );
    expect(label).toEqual(["Easier to merge.", "listed"]);
    expect(rest).toEqual(["A large change runs into others for weeks.", "item"]);
  });
});

describe("false statements", () => {
  const statements = [
    "Reviewers rarely complain about changes that are small.",
    "A change requires the review of one other developer.",
    "The owner of a component can approve a change alone.",
    "Sometimes a reviewer will ask the author for a second change.",
    "Constants aren't just fixed by default in this language.",
  ];
  it("turn the sense of a sentence where that makes it false, and nowhere else", () => {
    const [module] = studyCourse([study(`# Reviews\n\n${statements.join(" ")}`)], "seed");
    const asked = (module?.quiz ?? []).flatMap(({ question }) =>
      question.kind === "true-false" && question.answer === false
        ? [plainText(question.prompt)]
        : [],
    );
    expect(asked.length).toBeGreaterThanOrEqual(1);
    const allowed = [
      "According to the text: Reviewers often complain about changes that are small.",
      "According to the text: A change does not require the review of one other developer.",
      "According to the text: The owner of a component cannot approve a change alone.",
    ];
    for (const text of asked) expect(allowed).toContain(text);
  });
});
