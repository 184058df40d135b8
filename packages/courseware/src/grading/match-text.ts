export interface AcceptedText {
  readonly accepted: readonly string[];
  readonly isCaseSensitive: boolean;
}

const shortestWithTypo = 6;

function normalise(text: string, isCaseSensitive: boolean): string {
  const plain = text
    .normalize("NFKC")
    .replace(/[\u2018\u2019\u201b\u02bc]/g, "'")
    .replace(/[\u201c\u201d\u201f]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\s+/g, " ")
    .trim();
  return isCaseSensitive ? plain : plain.toLowerCase();
}

const withoutAccents = (text: string) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").normalize("NFC");
const withoutEndPunctuation = (text: string) => text.replace(/[.,;:!?…]+$/u, "").trimEnd();

/** The value of a plainly written number ("1,250.5", "-3"), or null. */
function plainNumber(text: string): number | null {
  if (!/^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?$/.test(text)) return null;
  return Number(text.replaceAll(",", ""));
}

/** Whether one insertion, deletion, replacement or swap of neighbours turns one text into the other. */
export function isOneEditApart(a: string, b: string): boolean {
  const left = Array.from(a);
  const right = Array.from(b);
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  let ends = 0;
  while (
    ends < Math.min(left.length, right.length) - start &&
    left[left.length - 1 - ends] === right[right.length - 1 - ends]
  ) {
    ends += 1;
  }
  const restLeft = left.length - start - ends;
  const restRight = right.length - start - ends;
  if (restLeft <= 1 && restRight <= 1) return restLeft + restRight > 0;
  return (
    restLeft === 2 &&
    restRight === 2 &&
    left[start] === right[start + 1] &&
    left[start + 1] === right[start]
  );
}

/**
 * One slip of the keys is forgiven in a word of six letters or more, in alphabets where a letter is not a word.
 * The first letter must stand, so that "atypical" never passes for "typical"; nothing with a digit is forgiven.
 */
function isTypoOf(given: string, accepted: string): boolean {
  const isForgivable = (text: string) =>
    Array.from(text).length >= shortestWithTypo &&
    /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}' -]+$/u.test(text);
  return (
    isForgivable(given) &&
    isForgivable(accepted) &&
    given[0] === accepted[0] &&
    isOneEditApart(given, accepted)
  );
}

/**
 * Whether a typed text is one of the accepted ones. Unicode form, white space, kinds of quote and dash and a final
 * full stop never matter; case and accents matter only when the blank is case-sensitive, which also asks for exact spelling.
 */
export function isAcceptedText(
  given: string,
  { accepted, isCaseSensitive }: AcceptedText,
): boolean {
  const typed = normalise(given, isCaseSensitive);
  if (typed === "") return false;
  return accepted.some((text) => {
    const wanted = normalise(text, isCaseSensitive);
    if (wanted === "") return false;
    if (typed === wanted) return true;
    if (
      withoutEndPunctuation(typed) === withoutEndPunctuation(wanted) &&
      withoutEndPunctuation(wanted) !== ""
    )
      return true;
    const wantedNumber = plainNumber(wanted);
    if (wantedNumber !== null) return plainNumber(withoutEndPunctuation(typed)) === wantedNumber;
    if (isCaseSensitive) return false;
    const typedPlain = withoutAccents(withoutEndPunctuation(typed));
    const wantedPlain = withoutAccents(withoutEndPunctuation(wanted));
    if (typedPlain !== "" && typedPlain === wantedPlain) return true;
    return isTypoOf(typedPlain, wantedPlain);
  });
}
