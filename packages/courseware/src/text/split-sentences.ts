export interface TextRange {
  readonly start: number;
  readonly end: number;
}

const abbreviations = new Set(
  "e.g i.e etc vs cf fig figs eq no nos vol ch sec pp p ed eds dr mr mrs ms prof st jr sr inc ltd co corp dept univ approx est al ca jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k z.b d.h bzw usw ggf vgl nr bd ff abs art aufl hrsg p.ex ej sra sig dott".split(
    " ",
  ),
);

const closers = /["'”’»)\]]/;
const fullWidthEnd = /[。！？]/;

function endsWithAbbreviation(text: string, dot: number): boolean {
  const word = /[\p{L}.]+$/u.exec(text.slice(Math.max(0, dot - 24), dot))?.[0] ?? "";
  return abbreviations.has(word.toLowerCase()) || /^\p{Lu}$/u.test(word);
}

/** Whether a stop at `index` ends a sentence, given what stands before and after it. */
function isBoundary(text: string, index: number, next: number): boolean {
  const mark = text[index] ?? "";
  if (fullWidthEnd.test(mark)) return true;
  const following = text[next];
  if (following === undefined) return true;
  if (!/\s/.test(following)) return false;
  const start = text.slice(next).match(/^\s+(\S{1,3})/u)?.[1] ?? "";
  if (mark === "." && endsWithAbbreviation(text, index))
    return /^["“'‘(]?\p{Lu}/u.test(start) && /\betc$/i.test(text.slice(0, index));
  // A lower-case start goes on with the sentence; a name in code may open one, so letters alone decide.
  return !/^\p{Ll}/u.test(start) || mark !== ".";
}

/**
 * Sentences of `text` between the offsets, trimmed, in order and without overlap. A blank line always parts.
 * Ours instead of Intl.Segmenter, which breaks after "e.g." and inside quoted speech.
 */
export function splitSentences(text: string, from = 0, to = text.length): TextRange[] {
  const ranges: TextRange[] = [];
  const add = (start: number, end: number) => {
    let first = start;
    let last = end;
    while (first < last && /\s/.test(text[first] ?? "")) first += 1;
    while (last > first && /\s/.test(text[last - 1] ?? "")) last -= 1;
    if (last > first) ranges.push({ start: first, end: last });
  };
  const slice = text.slice(from, to);
  let start = 0;
  const stops = /[.!?。！？…]+|\n\s*\n/gu;
  for (let stop = stops.exec(slice); stop !== null; stop = stops.exec(slice)) {
    let end = stop.index + stop[0].length;
    if (stop[0].includes("\n")) {
      add(from + start, from + stop.index);
      start = end;
      continue;
    }
    while (closers.test(slice[end] ?? "")) end += 1;
    // A footnote's number stands against the stop: "successful.1 State projects".
    const note = /^\d{1,2}(?=\s+\p{Lu})/u.exec(slice.slice(end, end + 8));
    if (note && /[\p{L})”"]/u.test(slice[stop.index - 1] ?? "")) end += note[0].length;
    if (!isBoundary(slice, stop.index, end)) continue;
    add(from + start, from + end);
    start = end;
    stops.lastIndex = end;
  }
  add(from + start, to);
  return ranges;
}
