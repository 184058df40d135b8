import { countPassageWords, fewestWords, mostWords } from "./passage.ts";

export interface Piece {
  readonly start: number;
  readonly end: number;
}

const sentenceEnd = /[.!?。！？][”"'’)\]]*(?:\s+|(?<=[。！？]))|\n+/gu;

/** Cuts a stretch that is too long after sentences, then lines, then words, as near to the limit as each allows. */
export function cutLong(text: string, piece: Piece): Piece[] {
  const slice = text.slice(piece.start, piece.end);
  if (countPassageWords(slice) <= mostWords) return [piece];
  const cuts: number[] = [];
  for (const found of slice.matchAll(sentenceEnd)) cuts.push(found.index + found[0].length);
  const parts = cutAt(piece, cuts);
  return parts.flatMap((part) => {
    if (countPassageWords(text.slice(part.start, part.end)) <= mostWords) return [part];
    return cutByWords(text, part);
  });
}

function cutAt(piece: Piece, cuts: readonly number[]): Piece[] {
  const places = [
    0,
    ...cuts.filter((cut) => cut > 0 && cut < piece.end - piece.start),
    piece.end - piece.start,
  ];
  return places
    .slice(1)
    .map((end, index) => ({ start: piece.start + (places[index] ?? 0), end: piece.start + end }));
}

function cutByWords(text: string, piece: Piece): Piece[] {
  const slice = text.slice(piece.start, piece.end);
  const cuts: number[] = [];
  let since = 0;
  for (const found of slice.matchAll(/\S+\s*/gu)) {
    // A "word" without spaces may be a whole page of Chinese or a line of data.
    const words = countPassageWords(found[0]);
    if (words > mostWords) {
      const step = Math.max(1, Math.floor((found[0].length * (mostWords - 20)) / words));
      for (let at = found.index + step; at < found.index + found[0].length; at += step)
        cuts.push(afterWholeLetter(slice, at));
      since = mostWords;
      continue;
    }
    if (since + words > mostWords) {
      cuts.push(found.index);
      since = 0;
    }
    since += words;
  }
  return cutAt(
    piece,
    [...new Set(cuts)].sort((a, b) => a - b),
  );
}

/** Never between the halves of a surrogate pair. */
function afterWholeLetter(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}

/** Joins neighbouring pieces into stretches of the wanted length; the gaps between pieces are kept within them. */
export function packPieces(text: string, pieces: readonly Piece[]): Piece[] {
  const packed: Piece[] = [];
  for (const piece of pieces.flatMap((long) => cutLong(text, long))) {
    const open = packed.at(-1);
    if (open !== undefined) {
      const together = countPassageWords(text.slice(open.start, piece.end));
      const openWords = countPassageWords(text.slice(open.start, open.end));
      const isOpenSmall = openWords < fewestWords || together <= (fewestWords + mostWords) / 2;
      if (isOpenSmall && together <= mostWords) {
        packed[packed.length - 1] = { start: open.start, end: piece.end };
        continue;
      }
    }
    packed.push(piece);
  }
  return packed.flatMap((piece) => trim(text, piece));
}

function trim(text: string, piece: Piece): Piece[] {
  const slice = text.slice(piece.start, piece.end);
  if (!/[\p{L}\p{N}]/u.test(slice)) return [];
  const start = piece.start + (slice.length - slice.trimStart().length);
  return [{ start, end: start + slice.trim().length }];
}
