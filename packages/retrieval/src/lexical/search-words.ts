const greekLetters: Readonly<Record<string, string>> = {
  α: "alpha",
  β: "beta",
  γ: "gamma",
  δ: "delta",
  ε: "epsilon",
  κ: "kappa",
  λ: "lambda",
  μ: "mu",
  ω: "omega",
};

const dense = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]`;
const denseRun = new RegExp(`${dense}[${dense.slice(1, -1)}\\p{M}ー]*`, "gu");
const compound = /(?<![\p{L}\p{N}])[\p{L}\p{N}]+(?:[-‐‑‒–][\p{L}\p{N}]+)+/gu;
/** A Greek letter that stands for a quantity or a kind, as in "TNF-α"; within Greek words letters stay. */
const loneGreek = /(?<!\p{Script=Greek})[αβγδεκλμω](?!\p{Script=Greek})/gu;

/**
 * Text as words in lower case with single spaces, ready for a stemmer: accents composed, compounds both in
 * parts and as one ("IL-6" gives `il 6 il6`), lone Greek letters by name, and scripts written without
 * spaces as overlapping pairs of letters.
 */
export function searchWords(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(loneGreek, (letter) => ` ${greekLetters[letter] ?? letter} `)
    .replace(compound, (whole) => `${whole} ${whole.replace(/[^\p{L}\p{N}]/gu, "")}`)
    .replace(denseRun, (run) => ` ${pairsOf(run).join(" ")} `)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
    .trim();
}

function pairsOf(run: string): string[] {
  const letters = Array.from(run);
  if (letters.length < 3) return [run];
  return letters.slice(1).map((letter, at) => `${letters[at] ?? ""}${letter}`);
}

/** The words that a passage is found by. Its headings count twice. */
export function wordsOfPassage(passage: {
  readonly heading: string;
  readonly text: string;
}): string {
  const heading = searchWords(passage.heading);
  return `${heading} ${heading} ${searchWords(passage.text)}`.trim();
}
