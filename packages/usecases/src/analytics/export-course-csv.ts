import type { UseCase } from "../use-case.ts";
import { LoadCourseAnalyticsInput, loadCourseAnalytics } from "./load-course-analytics.ts";

type Cell = string | number | null;

/** RFC 4180, and safe to open: a cell that a spreadsheet would run as a formula begins with an apostrophe. */
function toCsv(rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell): string => {
    if (value === null) return "";
    if (typeof value === "number") return String(Math.round(value * 1_000) / 1_000);
    const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function fileNameOf(title: string): string {
  const slug = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  return `${slug || "course"}-analytics.csv`;
}

export interface CourseCsv {
  readonly fileName: string;
  readonly csv: string;
}

/** The figures of a course's analytics page, without anybody's name: one row a block, then one row a question and one a day. */
export async function exportCourseCsv({ ctx, input }: UseCase): Promise<CourseCsv> {
  const { courseId } = LoadCourseAnalyticsInput.parse(input);
  const analytics = await loadCourseAnalytics({ ctx, input: { courseId } });
  const rows: Cell[][] = [
    [
      "kind",
      "place",
      "title",
      "learners",
      "lost",
      "attempts",
      "first_try_correct",
      "discrimination",
      "median_seconds",
      "commonest_wrong_answer",
      "enrolled",
      "completed",
    ],
    [
      "course",
      "",
      analytics.title,
      analytics.learners,
      analytics.learners - analytics.completed,
      null,
      null,
      null,
      analytics.medianMinutes === null ? null : analytics.medianMinutes * 60,
      null,
      analytics.learners,
      analytics.completed,
    ],
    ...analytics.blocks.map((block): Cell[] => [
      "block",
      block.place,
      block.label,
      block.reached,
      block.lost,
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ]),
    ...analytics.questions.map((question): Cell[] => [
      "question",
      analytics.blocks.find((block) => block.blockId === question.blockId)?.place ?? "",
      question.prompt,
      question.learners,
      null,
      question.attempts,
      question.firstTryRate,
      question.discrimination,
      question.medianSecs,
      question.commonWrong,
      null,
      null,
    ]),
    ...analytics.days.map((day): Cell[] => [
      "day",
      day.day,
      "",
      day.active,
      null,
      null,
      null,
      null,
      null,
      null,
      day.enrolled,
      day.completed,
    ]),
  ];
  // The mark tells spreadsheets that this is UTF-8.
  return { fileName: fileNameOf(analytics.title), csv: `\ufeff${toCsv(rows)}` };
}
