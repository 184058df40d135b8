"use client";

import type { DataColumn } from "@byteos/ui/logic/data-table";
import { DataTable } from "@byteos/ui/patterns/data-table";
import { Badge } from "@byteos/ui/primitives/badge";
import { Progress } from "@byteos/ui/primitives/progress";
import type { QuestionFigures } from "@byteos/usecases/analytics/load-course-analytics";
import TriangleAlert from "lucide-react/icons/triangle-alert";

const percent = (rate: number) => `${Math.round(rate * 100)}%`;

const columns: readonly DataColumn<QuestionFigures>[] = [
  {
    id: "question",
    header: "Question",
    value: (row) => row.prompt,
    isSearched: true,
    isWide: true,
    cell: (row) => (
      <span className="block min-w-0">
        <span className="line-clamp-2">{row.prompt}</span>
        <span className="text-muted block text-xs">{row.moduleTitle}</span>
      </span>
    ),
  },
  {
    id: "attempts",
    header: "Attempts",
    value: (row) => row.attempts,
    isNumeric: true,
    isSortable: true,
  },
  {
    id: "first",
    header: "First-try correct",
    value: (row) => Math.round(row.firstTryRate * 100),
    isNumeric: true,
    isSortable: true,
    cell: (row) => (
      <span className="flex items-center justify-end gap-3">
        <Progress
          label="First-try correct"
          value={row.firstTryRate * 100}
          tone="chart"
          className="w-12 max-sm:hidden"
        />
        <span className="w-10 text-end whitespace-nowrap">{percent(row.firstTryRate)}</span>
      </span>
    ),
  },
  {
    id: "discrimination",
    header: "Discrimination",
    value: (row) => row.discrimination ?? "",
    isNumeric: true,
    isSortable: true,
    cell: (row) => (row.discrimination === null ? "Too few" : row.discrimination.toFixed(2)),
  },
  {
    id: "seconds",
    header: "Median time",
    value: (row) => row.medianSecs ?? "",
    isNumeric: true,
    isSortable: true,
    cell: (row) => (row.medianSecs === null ? "–" : `${Math.round(row.medianSecs)} s`),
  },
  {
    id: "wrong",
    header: "Most common wrong answer",
    value: (row) => row.commonWrong ?? "",
    cell: (row) => <span className="line-clamp-2">{row.commonWrong ?? "None"}</span>,
  },
  {
    id: "look",
    header: "Look",
    isHeaderHidden: true,
    isExported: false,
    value: (row) =>
      row.discrimination !== null && row.discrimination < 0.2 ? "Review wording" : "",
    cell: (row) =>
      row.discrimination !== null && row.discrimination < 0.2 ? (
        <Badge tone="warning">
          <TriangleAlert aria-hidden />
          Review wording
        </Badge>
      ) : null,
  },
];

/** Questions with how they went; sortable, searchable, to be taken along as CSV. */
export function QuestionTable({
  questions,
  csvName,
}: {
  questions: readonly QuestionFigures[];
  csvName: string;
}) {
  return (
    <DataTable
      label="Questions"
      rows={[...questions]}
      rowId={(row) => row.blockId}
      rowLabel={(row) => row.prompt}
      csvName={csvName}
      columns={columns}
    />
  );
}
