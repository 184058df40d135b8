import {
  SafeHref,
  textMarks,
  type RichText,
  type TextMark,
  type TextSpan,
} from "@byteos/contracts/rich-text";

const maxSpanLength = 200_000;
const maxSpans = 5_000;

/** A link that may live in a course, or nothing. Relative, script and data links are dropped. */
export function safeHref(raw: string | null | undefined): string | undefined {
  if (raw === null || raw === undefined) return undefined;
  // Browsers ignore control characters and blanks inside a scheme, so they are taken out first.
  const href = Array.from(raw)
    .filter((character) => character.charCodeAt(0) > 0x20 && character.charCodeAt(0) !== 0x7f)
    .join("");
  return SafeHref.safeParse(href).success ? href : undefined;
}

/** Removes characters that no text store or screen accepts; keeps tabs and line breaks. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff\ufffe\uffff]/g, "")
    .replace(/[\u200b\u2060\u00ad]/g, "")
    .toWellFormed();
}

function sameStyle(a: TextSpan, b: TextSpan): boolean {
  return a.href === b.href && (a.marks ?? []).join() === (b.marks ?? []).join();
}

export function makeSpan(text: string, marks: ReadonlySet<TextMark>, href?: string): TextSpan {
  const ordered = textMarks.filter((mark) => marks.has(mark));
  return {
    text,
    ...(ordered.length > 0 ? { marks: ordered } : {}),
    ...(href === undefined ? {} : { href }),
  };
}

/**
 * Joins neighbours of one style, collapses blanks the way a browser does (unless `preserve`),
 * trims the ends and keeps within the contract's limits.
 */
export function normaliseSpans(spans: readonly TextSpan[], preserve = false): RichText {
  const merged: TextSpan[] = [];
  let endsWithBlank = true;
  for (const span of settleBlanks(spans)) {
    let text = cleanText(span.text);
    if (!preserve) {
      text = text.replace(/[^\S\n]*\n[^\S\n]*/g, "\n").replace(/[^\S\n\u00a0]+/g, " ");
      text = text.replace(/\u00a0/g, " ");
      if (endsWithBlank) text = text.replace(/^ +/, "");
    }
    if (text === "") continue;
    endsWithBlank = /[ \n]$/.test(text);
    const last = merged.at(-1);
    if (last !== undefined && sameStyle(last, span)) last.text += text;
    else merged.push({ ...span, text });
  }
  trimEnds(merged, preserve);
  return withinLimits(merged);
}

/** Blanks between two runs of one style take that style; blanks at the end of a raised run leave it. */
function settleBlanks(spans: readonly TextSpan[]): TextSpan[] {
  const settled: TextSpan[] = [];
  spans.forEach((span, index) => {
    const previous = settled.at(-1);
    const next = spans[index + 1];
    const isBlank = span.text.trim() === "" && !span.text.includes("\n");
    if (isBlank && previous !== undefined && next !== undefined && sameStyle(previous, next)) {
      settled.push({ ...previous, text: span.text });
      return;
    }
    const blank =
      span.marks?.some((mark) => mark === "sup" || mark === "sub") === true
        ? /\s+$/.exec(span.text)?.[0]
        : undefined;
    if (blank === undefined) settled.push(span);
    else settled.push({ ...span, text: span.text.slice(0, -blank.length) }, { text: blank });
  });
  return settled;
}

function trimEnds(spans: TextSpan[], preserve: boolean): void {
  const leading = preserve ? /^\n+/ : /^\s+/;
  while (spans[0] !== undefined) {
    spans[0].text = spans[0].text.replace(leading, "");
    if (spans[0].text !== "") break;
    spans.shift();
  }
  for (let last = spans.at(-1); last !== undefined; last = spans.at(-1)) {
    last.text = last.text.replace(/\s+$/, "");
    if (last.text !== "") break;
    spans.pop();
  }
}

function withinLimits(spans: TextSpan[]): RichText {
  const bounded: TextSpan[] = [];
  for (const span of spans) {
    for (let at = 0; at < span.text.length; at += maxSpanLength) {
      bounded.push({ ...span, text: span.text.slice(at, at + maxSpanLength) });
    }
  }
  if (bounded.length <= maxSpans) return bounded;
  const kept = bounded.slice(0, maxSpans - 1);
  const rest = bounded
    .slice(maxSpans - 1)
    .map((span) => span.text)
    .join("");
  for (let at = 0; at < rest.length; at += maxSpanLength)
    kept.push({ text: rest.slice(at, at + maxSpanLength) });
  return kept;
}
