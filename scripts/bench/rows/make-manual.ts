import { column, makePdf } from "@byteos/courseware/import/testing/make-pdf";

const subjects = [
  "pump",
  "valve",
  "filter",
  "sensor",
  "boiler",
  "tank",
  "gauge",
  "rotor",
  "seal",
  "hose",
];
const qualities = [
  "inlet",
  "outlet",
  "main",
  "spare",
  "upper",
  "lower",
  "inner",
  "outer",
  "backup",
  "test",
];
const roles = [
  "part that moves water",
  "device that measures pressure",
  "cover that keeps dust out",
  "control that limits heat",
  "joint that carries weight",
];
const deeds = [
  "drains the tank",
  "warms the line",
  "stops the flow",
  "raises the pressure",
  "cools the housing",
  "opens the bypass",
];
const reasons = [
  "because the seal wears out",
  "so that no air stays inside",
  "before the season begins",
  "when the gauge reads zero",
  "while the power is off",
];

const linesOnPage = 42;
const pagesInChapter = 5;

function pick(list: readonly string[], place: number): string {
  return list[place % list.length] ?? "";
}

/** A made manual of many pages with chapters, sections, definitions and instructions; the same each time. */
export function makeManual(pages: number): Buffer {
  return makePdf(
    Array.from({ length: pages }, (_, page) => {
      const isChapter = page % pagesInChapter === 0;
      const chapter = Math.floor(page / pagesInChapter);
      const title = isChapter
        ? `Chapter ${chapter + 1}: ${nameOf(chapter * 3)} and ${nameOf(chapter * 7 + 1)}`
        : `Care of the ${nameOf(page * 11)}`;
      const lines = Array.from({ length: linesOnPage }, (_line, line) =>
        sentence(page * 97 + line),
      );
      return [
        { x: 60, y: 800, size: isChapter ? 18 : 14, text: title, isBold: true },
        ...column(lines, 60, 770),
      ];
    }),
  );
}

function nameOf(place: number): string {
  return `${pick(qualities, place)} ${pick(subjects, Math.floor(place / 3))}`;
}

function sentence(place: number): string {
  const name = nameOf(place);
  const other = nameOf(place * 5 + 2);
  switch (place % 4) {
    case 0:
      return `The ${name} is a ${pick(roles, place >> 2)} beside the ${other}.`;
    case 1:
      return `The ${name} ${pick(deeds, place >> 1)} ${pick(reasons, place)}, and the ${other} follows.`;
    case 2:
      return `Check the ${name} every ${2 + (place % 11)} weeks ${pick(reasons, place >> 1)}.`;
    default:
      return `A ${name} that ${pick(deeds, place)} needs ${1 + (place % 9)} litres of oil for the ${other}.`;
  }
}
