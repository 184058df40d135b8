import { recentDate } from "@byteos/ui/logic/dates";
import { Cover } from "@byteos/ui/patterns/cover";
import { ReachBars } from "@byteos/ui/patterns/reach-bars";
import { Badge } from "@byteos/ui/primitives/badge";
import { Progress } from "@byteos/ui/primitives/progress";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "@byteos/ui/primitives/table";
import type { CourseSummary } from "@byteos/usecases/course/list-courses";
import Link from "next/link";
import { CourseMenu } from "./course-menu.tsx";

function State({ course }: { course: CourseSummary }) {
  if (course.status === "archived") return <Badge>Archived</Badge>;
  if (course.status === "draft") return <Badge tone="primary">Draft</Badge>;
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Badge tone="correct">Published</Badge>
      {course.hasUnpublishedChanges && <span className="text-muted text-xs">with changes</span>}
    </span>
  );
}

export interface CourseTableProps {
  courses: readonly CourseSummary[];
  canWrite: boolean;
  /** The reader's. */
  clock: { now: Date; timeZone: string };
}

export function CourseTable({ courses, canWrite, clock }: CourseTableProps) {
  return (
    <div>
      <div className="rounded-card border-line overflow-hidden border">
        <Table>
          <TableHead>
            <TableRow>
              <TableHeaderCell>Course</TableHeaderCell>
              <TableHeaderCell>Status</TableHeaderCell>
              <TableHeaderCell isNumeric>Learners</TableHeaderCell>
              <TableHeaderCell>Completion</TableHeaderCell>
              <TableHeaderCell>Reached, by tenth</TableHeaderCell>
              <TableHeaderCell>
                <span className="sr-only">More</span>
              </TableHeaderCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {courses.map((course) => (
              <TableRow key={course.id} className="relative">
                <TableCell isWide className="max-sm:pe-10!">
                  <span className="flex min-w-0 items-center gap-3">
                    <Cover seed={course.id} className="h-9 w-12 shrink-0" />
                    <span className="min-w-0">
                      <Link
                        href={`/courses/${course.id}`}
                        className="line-clamp-2 font-medium hover:underline"
                      >
                        {course.title}
                      </Link>
                      <span className="text-muted block text-xs">
                        {course.moduleCount === 1 ? "1 module" : `${course.moduleCount} modules`},{" "}
                        edited {recentDate(course.updatedAt, clock)}
                      </span>
                    </span>
                  </span>
                </TableCell>
                <TableCell label="Status">
                  <State course={course} />
                </TableCell>
                <TableCell label="Learners" isNumeric>
                  {course.learners === 0 ? (
                    <span className="text-muted">None yet</span>
                  ) : (
                    course.learners.toLocaleString("en")
                  )}
                </TableCell>
                <TableCell
                  label="Completion"
                  className={course.completionRate === null ? "max-sm:hidden" : ""}
                >
                  {course.completionRate === null ? (
                    <span className="text-muted">
                      {course.version === null ? "Not published" : "No data"}
                    </span>
                  ) : (
                    <span className="flex items-center gap-2.5 tabular-nums">
                      {Math.round(course.completionRate * 100)}%
                      <Progress
                        label={`Completion of ${course.title}`}
                        value={course.completionRate * 100}
                        className="w-12 max-sm:hidden"
                      />
                    </span>
                  )}
                </TableCell>
                <TableCell
                  label="Reached, by tenth"
                  className={course.reach.length === 0 ? "max-sm:hidden" : ""}
                >
                  {course.reach.length === 0 ? (
                    <span className="text-muted">No data</span>
                  ) : (
                    <ReachBars
                      values={course.reach}
                      label={`${course.title}: learners who reached each tenth`}
                    />
                  )}
                </TableCell>
                <TableCell className="w-12 text-end max-sm:absolute max-sm:end-2 max-sm:top-3">
                  <CourseMenu course={course} canWrite={canWrite} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      {courses.some((course) => course.reach.length > 0) && (
        <p className="text-muted mt-3 text-xs">
          Bars show how many learners reach each tenth of a course. An amber bar is the largest
          single drop.
        </p>
      )}
    </div>
  );
}
