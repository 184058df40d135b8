import { longDate } from "@byteos/ui/logic/dates";
import type { HomeCourse } from "@byteos/usecases/enrollment/active-courses";
import CalendarDays from "lucide-react/icons/calendar-days";
import Link from "next/link";
import { minutesInWords } from "../../../lib/words.ts";

/** Courses with a date to be finished by. */
export function DueNotes({
  courses,
  timeZone,
}: {
  courses: readonly HomeCourse[];
  timeZone: string;
}) {
  return (
    <ul className="grid gap-3" aria-label="Due">
      {courses.map((course) =>
        course.dueDate === null ? null : (
          <li
            key={course.courseId}
            className={`rounded-card flex items-start gap-3 p-4 ${course.isOverdue ? "bg-incorrect-soft" : "bg-warning-soft"}`}
          >
            <CalendarDays
              aria-hidden
              className={`mt-0.5 ${course.isOverdue ? "text-incorrect-fg" : "text-warning-fg"}`}
            />
            <p className="text-sm text-pretty">
              <strong className="font-semibold">{course.title}</strong>{" "}
              {course.isOverdue ? "was" : "is"} due {longDate(course.dueDate, timeZone)}. About{" "}
              {minutesInWords(course.minutesLeft)} {course.isOverdue ? "are left" : "remain"}.{" "}
              <Link
                href={`/learn/${course.courseId}/${course.next.moduleId}`}
                className="font-medium underline underline-offset-3"
              >
                Continue<span className="sr-only"> {course.title}</span>
              </Link>
            </p>
          </li>
        ),
      )}
    </ul>
  );
}
