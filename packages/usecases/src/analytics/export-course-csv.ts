import type { UseCase } from "../use-case.ts";
import { LoadCourseAnalyticsInput, loadCourseAnalytics } from "./load-course-analytics.ts";
import { type CsvCell, renderCsv } from "./render-csv.ts";

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
  const rows: CsvCell[][] = [
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
    ...analytics.blocks.map((block): CsvCell[] => [
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
    ...analytics.questions.map((question): CsvCell[] => [
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
    ...analytics.days.map((day): CsvCell[] => [
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
  return { fileName: fileNameOf(analytics.title), csv: renderCsv(rows) };
}
