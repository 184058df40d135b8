import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bm25Parameters, type Postings, impactSteps, scorePostings } from "../src/lexical/bm25.ts";
import { searchLanguageOf } from "../src/lexical/search-language.ts";
import { searchWords, wordsOfPassage } from "../src/lexical/search-words.ts";

const { lengthWeight, saturation } = bm25Parameters;

describe("searchWords", () => {
  it("finds a compound by its parts and as one word, and lone Greek letters by name", () => {
    expect(searchWords("The IL-6 receptor")).toBe("the il 6 il6 receptor");
    expect(searchWords("TNF-α rose")).toBe("tnf alpha rose");
    expect(searchWords("βλέπω")).toBe("βλέπω");
  });

  it("composes accents, ignores case and marks, and pairs letters where no spaces are written", () => {
    expect(searchWords("Cafe\u0301 — CRÈME, brûlée!")).toBe("café crème brûlée");
    expect(searchWords("東京都")).toBe("東京 京都");
    expect(searchWords("船 and 結び目")).toBe("船 and 結び び目");
  });

  it("gives words and single spaces for any text, and the same again for what it gave", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const words = searchWords(text);
        expect(words).not.toMatch(/\s{2}|^\s|\s$|[-.,;!?]/u);
        if (!/[^\p{L}\p{N}\s]|[\p{Lo}]/u.test(text)) expect(searchWords(words)).toBe(words);
      }),
    );
  });

  it("counts headings twice", () => {
    expect(wordsOfPassage({ heading: "Knots › Bowline", text: "A loop." })).toBe(
      "knots bowline knots bowline a loop",
    );
  });
});

describe("searchLanguageOf", () => {
  it.each([
    ["english", "The bowline is a knot that makes a loop at the end of a rope and does not slip."],
    [
      "german",
      "Der Palstek ist ein Knoten, mit dem eine Schlaufe gelegt wird, die sich nicht zuzieht.",
    ],
    [
      "french",
      "Le nœud de chaise est une boucle qui ne glisse pas et que les marins font sur un bout.",
    ],
    [
      "spanish",
      "El as de guía es un nudo que forma una gaza y no se corre, pero se deshace con facilidad.",
    ],
    [
      "italian",
      "La gassa d'amante è un nodo che forma un occhio e che non scorre, come sanno gli altri.",
    ],
    [
      "portuguese",
      "O lais de guia é um nó que forma uma laçada e não corre, mas desfaz-se com os dedos.",
    ],
    [
      "dutch",
      "De paalsteek is een knoop die een lus vormt en het is zo dat hij niet slipt op het touw.",
    ],
    [
      "swedish",
      "Pålsteken är en knop som ger en ögla och det är därför den inte glider av ett rep.",
    ],
    [
      "danish",
      "Pælestik er en knude, der af sømænd har været brugt til at lave et øje, og blev kendt.",
    ],
    [
      "finnish",
      "Paalusolmu on solmu, joka ei luista, ja se on helppo avata, kun köysi on myös märkä.",
    ],
    ["russian", "Беседочный узел образует петлю, которая не затягивается."],
    ["greek", "Η καντηλίτσα είναι κόμπος που σχηματίζει θηλιά."],
    ["simple", "12 34 56 x y z"],
    ["simple", ""],
  ])("knows %s", (language, text) => {
    expect(searchLanguageOf(text)).toBe(language);
  });
});

/** BM25 written out for whole documents, to compare with. */
function plainScores(
  documents: readonly (readonly string[])[],
  query: readonly string[],
): number[] {
  const average = documents.reduce((sum, { length }) => sum + length, 0) / documents.length;
  return documents.map((words) =>
    query.reduce((sum, term) => {
      const times = words.filter((word) => word === term).length;
      const holding = documents.filter((other) => other.includes(term)).length;
      const rarity = Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5));
      const length = 1 - lengthWeight + (lengthWeight * words.length) / average;
      return sum + (rarity * times * (saturation + 1)) / (times + saturation * length);
    }, 0),
  );
}

function postingsOf(documents: readonly (readonly string[])[], source = 0): Postings[] {
  const average = documents.reduce((sum, { length }) => sum + length, 0) / documents.length;
  return [...new Set(documents.flat())].map((term) => {
    const bytes: number[] = [];
    for (const [ordinal, words] of documents.entries()) {
      const times = words.filter((word) => word === term).length;
      if (times === 0) continue;
      const length = 1 - lengthWeight + (lengthWeight * words.length) / average;
      const step = Math.round((impactSteps * times) / (times + saturation * length));
      bytes.push(0, ordinal >> 8, ordinal & 0xff, step);
    }
    return { source, term, passageCount: bytes.length / 4, bytes: Uint8Array.from(bytes) };
  });
}

const word: fc.Arbitrary<string> = fc.constantFrom("rope", "knot", "loop", "sail", "tide", "wind");
const corpus = fc.array(fc.array(word, { minLength: 1, maxLength: 12 }), {
  minLength: 1,
  maxLength: 20,
});
const open = (passageCount: number) => ({ passageCount, language: "english", closed: [] });

describe("scorePostings", () => {
  it("is BM25 but for the rounding of impacts", () => {
    fc.assert(
      fc.property(corpus, fc.uniqueArray(word, { minLength: 1 }), (documents, query) => {
        const expected = plainScores(documents, query);
        const hits = scorePostings({
          sources: [open(documents.length)],
          terms: new Map([["english", query]]),
          postings: postingsOf(documents).filter(({ term }) => query.includes(term)),
          limit: 100,
        });
        expect(hits).toHaveLength(expected.filter((score) => score > 0).length);
        for (const { ordinal, score, coverage } of hits) {
          expect(Math.abs(score - (expected[ordinal] ?? 0))).toBeLessThan(0.02 * query.length);
          expect(coverage).toBeGreaterThan(0);
          if (query.every((term) => documents[ordinal]?.includes(term))) {
            expect(coverage).toBeCloseTo(1, 5);
          }
        }
        const scores = hits.map(({ score }) => score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      }),
    );
  });

  it("finds the same best few whatever the limit, and never a closed passage", () => {
    fc.assert(
      fc.property(
        corpus,
        fc.nat(19),
        fc.integer({ min: 1, max: 5 }),
        (documents, closedAt, limit) => {
          const closed = [{ start: closedAt, end: closedAt + 2 }];
          const find = (most: number) =>
            scorePostings({
              sources: [{ ...open(documents.length), closed }],
              terms: new Map([["english", ["rope", "knot"]]]),
              postings: postingsOf(documents).filter(({ term }) => ["rope", "knot"].includes(term)),
              limit: most,
            });
          expect(find(limit)).toEqual(find(100).slice(0, limit));
          for (const { ordinal } of find(100))
            expect([closedAt, closedAt + 1]).not.toContain(ordinal);
        },
      ),
    );
  });

  it("counts a term over all sources of a language, and what no passage has against its coverage", () => {
    const [one, two] = [[["rope"], ["knot", "rope"]], [["rope", "sail"]]];
    const hits = scorePostings({
      sources: [open(2), open(1)],
      terms: new Map([["english", ["knot", "sail", "zebra"]]]),
      postings: [...postingsOf(one, 0), ...postingsOf(two, 1)].filter(
        ({ term }) => term !== "rope",
      ),
      limit: 5,
    });
    expect(hits.map(({ source, ordinal }) => `${source} ${ordinal}`).toSorted()).toEqual([
      "0 1",
      "1 0",
    ]);
    for (const { coverage } of hits) expect(coverage).toBeLessThan(0.34);
  });

  it("finds nothing in nothing", () => {
    expect(scorePostings({ sources: [], terms: new Map(), postings: [], limit: 5 })).toEqual([]);
  });
});
