import { longDate } from "@byteos/ui/logic/dates";
import { Cover } from "@byteos/ui/patterns/cover";
import { Progress } from "@byteos/ui/primitives/progress";
import type { HomeCourse } from "@byteos/usecases/enrollment/active-courses";
import type { FinishedCourse } from "@byteos/usecases/enrollment/load-home";
import Award from "lucide-react/icons/award";
import ChevronRight from "lucide-react/icons/chevron-right";
import Link from "next/link";

export function ContinueList({ courses }: { courses: readonly HomeCourse[] }) {
  return (
    <ul>
      {courses.map((course, index) => (
        <li key={course.courseId} className={index === 0 ? "" : "border-line border-t"}>
          <Link
            href={`/learn/${course.courseId}/${course.next.moduleId}`}
            className={`group grid grid-cols-[7rem_minmax(0,1fr)_auto] items-center gap-x-5 py-4 max-md:grid-cols-[4.5rem_minmax(0,1fr)] max-md:gap-x-4 ${index === 0 ? "pt-0" : ""}`}
          >
            <Cover seed={course.courseId} className="h-18 w-28 max-md:w-18" />
            <span className="min-w-0">
              <span className="max-md:text-byte block text-base font-medium group-hover:underline max-md:leading-5">
                {course.title}
              </span>
              <span className="text-muted mt-0.5 block text-sm">
                {course.modulesDone} of {course.moduleCount} modules.{" "}
                {course.isStarted ? "Next" : "First"}: {course.next.title}
              </span>
              <Progress
                value={course.progressPct}
                label={`Progress in ${course.title}`}
                className="mt-2.5 max-w-80"
              />
            </span>
            <ChevronRight aria-hidden className="text-muted max-md:hidden rtl:-scale-x-100" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function FinishedList({
  courses,
  timeZone,
}: {
  courses: readonly FinishedCourse[];
  timeZone: string;
}) {
  return (
    <ul>
      {courses.map((course, index) => (
        <li
          key={course.courseId}
          className={`flex flex-wrap items-center gap-x-4 gap-y-1 py-3 ${index === 0 ? "pt-0" : "border-line border-t"}`}
        >
          <span className="min-w-0 flex-1 basis-60">
            <Link href={`/courses/${course.courseId}`} className="font-medium hover:underline">
              {course.title}
            </Link>
            {course.completedAt === null ? null : (
              <span className="text-muted block text-sm">
                Finished {longDate(course.completedAt, timeZone)}
              </span>
            )}
          </span>
          {course.certificateId === null ? null : (
            <Link
              href={`/certificates/${course.certificateId}`}
              className="link icon-16 inline-flex min-h-6 items-center gap-1.5 text-sm max-sm:min-h-11"
            >
              <Award aria-hidden />
              Certificate
              <span className="sr-only"> of {course.title}</span>
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
