import fc from "fast-check";
import { expect, it } from "vitest";
import { codeWords, rankTexts } from "../src/lexical/rank-texts.ts";

it("takes names of code apart", () => {
  expect(codeWords("loadPairs(mel_bins)")).toEqual(["load", "pairs", "mel", "bins"]);
  expect(codeWords(" ,; ")).toEqual([]);
});

it("puts what has more and rarer words of the query first", () => {
  const texts = ["def load(path): return path", "def load_pairs(path): pass", "nothing of it"];
  const found = rankTexts("load pairs", texts, 10);
  expect(found.map(({ index }) => index)).toEqual([1, 0]);
  expect(found[0]?.coverage).toBeCloseTo(1);
  expect(rankTexts("pair", texts, 10).map(({ index }) => index)).toEqual([1]);
  expect(rankTexts("absent", texts, 10)).toEqual([]);
});

it("finds exactly the texts that have a word, at most as many as are wanted", () => {
  const word = fc.stringMatching(/^[a-z]{4,7}$/);
  fc.assert(
    fc.property(
      fc.array(fc.array(word, { minLength: 1 })),
      word,
      fc.nat(5),
      (lists, query, limit) => {
        const texts = lists.map((words) => words.join(" "));
        const having = lists.filter((words) => words.some((one) => one.startsWith(query))).length;
        expect(rankTexts(query, texts, 100)).toHaveLength(Math.min(100, having));
        expect(rankTexts(query, texts, limit).length).toBeLessThanOrEqual(limit);
      },
    ),
  );
});
