import { richText } from "@byteos/contracts/words";
import { stableId } from "../random/stable-hash.ts";
import { isGrammarWord, shareStem, wordsOf } from "../text/words.ts";
import type { QuestionCandidate, QuestionContext } from "./question-candidate.ts";
import { hintsOf, makeOption, overlap, placeHint } from "./question-candidate.ts";
import { findStandAlone } from "./sentence-fitness.ts";
import type { Place, StudyList } from "./study-text.ts";

interface ShortItem extends Place {
  readonly text: string;
}

/** The part of an item that names it: its bold opening or first sentence, without the final stop. */
function shorten(item: StudyList["items"][number]): ShortItem | null {
  const opening =
    /^(.{8,110}?[^.])[.:](?:\s|$)/u.exec(item.text)?.[1] ?? item.text.replace(/[.;,]$/, "");
  const text = opening.replace(/[.;,]$|,? (?:and|or)$/gi, "").trim();
  const words = wordsOf(text).length;
  if (words < 1 || words > 16 || text.length > 120 || /[?]$|https?:|[|{}<>]/.test(text))
    return null;
  if (
    /\b(?:this|these|those|above|below|following|we|us|our|here)\b/i.test(text) ||
    /^(?:it|they|see|next|and|or|but)\b/i.test(text)
  )
    return null;
  return { ...item, text };
}

/** Options must open alike, or form alone would tell them apart. */
function shapeOf(text: string): string {
  const [first = ""] = wordsOf(text);
  const opening = /ing$/i.test(first)
    ? "ing"
    : /^(?:an?|the|your|its?)$/i.test(first)
      ? "article"
      : isGrammarWord(first)
        ? first.toLowerCase()
        : "word";
  return `${opening}:${/^\p{Ll}/u.test(text) ? "lower" : "upper"}`;
}

function askWhich(list: StudyList, context: QuestionContext): QuestionCandidate | null {
  const { leadIn } = list;
  if (leadIn === null || list.items.length < 3 || list.items.length > 9) return null;
  const stem = leadIn.text.replace(/\s*[:：]$/, "");
  // "Small changes are:" goes on in each of its items.
  const isOpen = /\b(?:is|are|can|should|must|may|will|includes?)$/i.test(stem);
  const fewestWords = isOpen ? 3 : 5;
  if (
    findStandAlone({ text: `${stem}.` }, { fewestWords, mostWords: 34 }) === null &&
    findStandAlone(
      { text: `${stem.replace(/\b(?:the|these|this) following\b|\bthese\b/i, "")}.` },
      { fewestWords, mostWords: 34 },
    ) === null
  )
    return null;
  if (
    /\b(?:steps?|example|examples|this|following commands?|exercise|order|e\.g)\b/i.test(stem) ||
    /\b(?:to|of|that|and|or|in|for|with|by|if|when)$/i.test(stem)
  )
    return null;
  const items = list.items.map(shorten);
  const kept = items.filter((item) => item !== null);
  if (kept.length < 3 || kept.length < list.items.length - 1) return null;
  const shapes = new Set(kept.map((item) => shapeOf(item.text)));
  if (shapes.size > 2) return null;
  const lengths = kept.map((item) => item.text.length);
  const [shortest, longest] = [Math.min(...lengths), Math.max(...lengths)];
  const inText = new Set(kept.map((item) => item.text.toLowerCase()));
  const wrong: ShortItem[] = [];
  const others = context.course
    .flatMap((part) => part.lists)
    .filter(
      (other) =>
        other !== list &&
        other.leadIn !== null &&
        other.heading !== list.heading &&
        overlap(other.leadIn.text, stem) < 0.34,
    );
  for (const other of context.random.shuffle(others)) {
    for (const item of other.items) {
      const short = shorten(item);
      if (
        short === null ||
        inText.has(short.text.toLowerCase()) ||
        !shapes.has(shapeOf(short.text))
      )
        continue;
      if (short.text.length < shortest * 0.5 || short.text.length > longest * 1.6) continue;
      if (
        kept.some((right) => overlap(right.text, short.text) >= 0.5) ||
        wrong.some((before) => overlap(before.text, short.text) >= 0.5)
      )
        continue;
      wrong.push(short);
      break;
    }
    if (wrong.length === 3) break;
  }
  if (wrong.length < 2) return null;
  const correct = context.random.shuffle(kept).slice(0, 4);
  const seed = stableId(context.seed, "list", stem);
  const rightOptions = correct.map((item) => makeOption(seed, item.text));
  const options = [
    ...rightOptions,
    ...wrong.slice(0, correct.length > 3 ? 2 : 3).map((item) => makeOption(seed, item.text)),
  ];
  return {
    form: "multiple",
    subject: `list:${stem.toLowerCase()}`,
    score: 4.2,
    places: [{ ...list, start: leadIn.start }],
    question: {
      kind: "multiple",
      prompt: richText(
        isOpen
          ? `How does the text go on? “${stem} …” Choose all that fit.`
          : `The text says: “${stem}”. Which of these does it list? Choose all that fit.`,
      ),
      options: context.random.shuffle(options),
      correctIds: rightOptions.map((option) => option.id),
      explanation: richText(
        [leadIn.text, ...list.items.map((item) => item.text)].join("\n").slice(0, 2_000),
      ),
      ...hintsOf(placeHint(list.heading), `${rightOptions.length} of them fit.`),
    },
  };
}

const imperative =
  /^(?:(?:then|next|finally|first|now),? )?[A-Z`][\p{L}`]*\b(?! (?:is|are|was|were|has|have|can|should|will|may|must)\b)/u;

function orderQuestion(
  steps: readonly ShortItem[],
  prompt: string,
  heading: string,
  context: QuestionContext,
  score: number,
): QuestionCandidate | null {
  if (steps.length < 3 || steps.length > 8) return null;
  if (new Set(steps.map((step) => step.text.toLowerCase())).size < steps.length) return null;
  const seed = stableId(context.seed, "order", ...steps.map((step) => step.text));
  const items = steps.map((step) => makeOption(seed, step.text));
  const [first] = steps;
  return {
    form: "order",
    subject: `order:${first?.start ?? 0}`,
    score,
    places: steps,
    question: {
      kind: "order",
      prompt: richText(prompt),
      items,
      explanation: richText(steps.map((step) => step.text).join("\n")),
      ...hintsOf(placeHint(heading), first ? `It starts with “${first.text}”.` : null),
    },
  };
}

function askOrderOfList(list: StudyList, context: QuestionContext): QuestionCandidate | null {
  if (list.style !== "ordered") return null;
  const announced = `${list.leadIn?.text ?? ""} ${list.heading}`;
  if (
    /\b(?:reasons?|principles?|rules?|kinds?|types?|options?|ways|examples?|questions?|answers?|which|if you|solutions?)\b/i.test(
      announced,
    )
  )
    return null;
  const isProcedure =
    /\b(?:steps?|process|procedure|order|sequence|workflow|follow|how to|instructions?|first|then|stages|phases|cycle)\b/i.test(
      announced,
    );
  const steps = list.items.map((item) => {
    const text = item.text.replace(/\s+/g, " ");
    const opening = /^(.{8,160}?[^.])[.:](?:\s|$)/u.exec(text)?.[1] ?? text.replace(/[.;,]$/, "");
    return { ...item, text: opening.slice(0, 200) };
  });
  const isSteps = steps.every(
    (step) =>
      imperative.test(step.text) &&
      wordsOf(step.text).length >= 2 &&
      !/\?$|^(?:A|An|The|It|This|That|If|When|No|Yes|I|You|They|We)\b/.test(step.text),
  );
  if (!isSteps || (!isProcedure && !steps.every((step) => wordsOf(step.text).length >= 3)))
    return null;
  if (!isProcedure) return null;
  const title = list.leadIn?.text.replace(/\s*[:：]$/, "") ?? list.heading;
  return orderQuestion(steps, `Put the steps in order: ${title}`, list.heading, context, 4.6);
}

const stepTitle =
  /^(?:step|phase|stage|part|schritt|étape|paso) (?:\d+|one|two|three|four|five|six|seven|eight|i{1,3}|iv|v)\s*[:.–—-]\s*(.{4,120})$/i;

function askOrderOfHeadings(context: QuestionContext): QuestionCandidate | null {
  const steps = context.module.headings.flatMap((heading) => {
    const text = stepTitle.exec(heading.text)?.[1];
    return text === undefined ? [] : [{ ...heading, text }];
  });
  return orderQuestion(steps, "Put these steps in the order the text gives them.", "", context, 5);
}

/** A table whose rows name something in the first column and say one thing of it in another. */
function askToMatchTable(
  table: QuestionContext["module"]["tables"][number],
  context: QuestionContext,
): QuestionCandidate | null {
  const [leftName, rightName] = table.header;
  if (!leftName || !rightName || table.header.length > 2 || table.rows.length < 3) return null;
  const rows = table.rows.filter(
    ([left, right]) =>
      left &&
      right &&
      left.length <= 80 &&
      right.length <= 160 &&
      !shareStem(left, right) &&
      !(left.match(/\d+/g) ?? []).some((digits) => right.includes(digits)),
  );
  if (rows.length < 3 || rows.length < table.rows.length * 0.6) return null;
  const columns = [0, 1].map(
    (column) => new Set(rows.map((row) => (row[column] ?? "").toLowerCase())),
  );
  if (columns.some((column) => column.size < rows.length)) return null;
  const chosen = context.random.shuffle(rows).slice(0, 5);
  const seed = stableId(context.seed, "table", ...chosen.map((row) => row[0] ?? ""));
  return {
    form: "match",
    subject: `table:${table.start}`,
    score: 4.4,
    places: [table],
    question: {
      kind: "match",
      prompt: richText(`Match each entry of “${leftName}” with its “${rightName}”.`),
      pairs: chosen.map(([left = "", right = ""]) => ({
        leftId: stableId(seed, "left", left),
        left: richText(left),
        rightId: stableId(seed, "right", right),
        right: richText(right),
      })),
      explanation: richText(
        chosen.map(([left = "", right = ""]) => `${left}\t${right}`).join("\n"),
      ),
      ...hintsOf(
        placeHint(table.heading),
        `“${chosen[0]?.[0] ?? ""}” goes with “${chosen[0]?.[1] ?? ""}”.`,
      ),
    },
  };
}

/** Questions from lists, procedures and tables. */
export function makeListQuestions(context: QuestionContext): QuestionCandidate[] {
  return [
    ...context.module.lists.flatMap((list) => [
      askWhich(list, context),
      askOrderOfList(list, context),
    ]),
    askOrderOfHeadings(context),
    ...context.module.tables.map((table) => askToMatchTable(table, context)),
  ].filter((candidate) => candidate !== null);
}
