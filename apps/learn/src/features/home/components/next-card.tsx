import { countInWords } from "@byteos/ui/logic/count-in-words";
import { Cover } from "@byteos/ui/patterns/cover";
import { Button } from "@byteos/ui/primitives/button";
import type { HomeCourse } from "@byteos/usecases/enrollment/load-home";
import Clock from "lucide-react/icons/clock";
import Link from "next/link";
import { longDate } from "../../../lib/words.ts";

export interface NextCardProps {
  course: HomeCourse;
  now: Date;
  timeZone: string;
  /** Another course to choose instead. */
  hasOthers: boolean;
}

const dayMs = 86_400_000;

function ago(date: Date, now: Date, timeZone: string): string {
  const dayOf = (each: Date) => each.toLocaleDateString("en-CA", { timeZone });
  const days = Math.round((Date.parse(dayOf(now)) - Date.parse(dayOf(date))) / dayMs);
  if (days <= 0) return "today";
  if (days === 1) return "yesterday";
  return days < 7 ? `${days} days ago` : `on ${longDate(date, timeZone)}`;
}

/** Why this course and no other: a deadline first, then the place left most recently. */
function reasonOf({ course, now, timeZone }: Omit<NextCardProps, "hasOthers">): string {
  const { next } = course;
  if (course.dueDate !== null) {
    return course.isOverdue
      ? `It was due on ${longDate(course.dueDate, timeZone)}.`
      : `It is due on ${longDate(course.dueDate, timeZone)}, before anything else of yours.`;
  }
  if (course.isStarted && course.lastActiveAt !== null) {
    const left = next.total - next.done;
    const where =
      next.done > 0
        ? `${countInWords(left, "part", "parts")} of this module ${left === 1 ? "is" : "are"} left.`
        : "This module comes next.";
    return `You were last here ${ago(course.lastActiveAt, now, timeZone)}. ${where}`;
  }
  return course.isRequired
    ? "Your organisation asked you to take this course."
    : "You chose this course and have not begun it yet.";
}

/** The one thing to do now, with its reason. */
export function NextCard({ course, now, timeZone, hasOthers }: NextCardProps) {
  const { next } = course;
  const isBegun = next.done > 0 || course.isStarted;
  return (
    <section
      aria-labelledby="next-title"
      className="rounded-card border-line bg-raised shadow-2 grid overflow-hidden border md:grid-cols-[minmax(0,1fr)_min(21.5rem,38%)]"
    >
      <div className="grid content-start gap-2 p-8 max-md:p-5 max-md:px-4">
        <p className="text-primary text-sm font-semibold">Next for you</p>
        <h2
          id="next-title"
          className="font-serif text-2xl font-semibold text-balance max-md:text-xl"
        >
          {next.title}
        </h2>
        <p className="text-muted flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {next.title === course.title ? null : <span>{course.title}</span>}
          <span>
            Module {next.index + 1} of {course.moduleCount}
          </span>
          {next.minutes > 0 ? (
            <span className="icon-16 inline-flex items-center gap-1.5">
              <Clock aria-hidden />
              {next.minutes} min
            </span>
          ) : null}
        </p>
        <dl className="border-line mt-4 mb-5 border-t pt-5 max-md:mt-3 max-md:mb-4 max-md:pt-4">
          <div className="grid gap-x-4 gap-y-0.5 text-sm sm:grid-cols-[6rem_minmax(0,1fr)]">
            <dt className="text-muted">Why this</dt>
            <dd className="text-pretty">{reasonOf({ course, now, timeZone })}</dd>
          </div>
        </dl>
        <div className="flex flex-wrap gap-2">
          <Button asChild variant="primary" size="lg" className="max-md:w-full">
            <Link href={`/learn/${course.courseId}/${next.moduleId}`}>
              {isBegun ? "Continue" : "Start"}
            </Link>
          </Button>
          <Button asChild variant="ghost" size="lg" className="max-md:w-full">
            <Link href={hasOthers ? "#continue" : `/courses/${course.courseId}`}>
              {hasOthers ? "Something else" : "About the course"}
            </Link>
          </Button>
        </div>
      </div>
      <Cover
        seed={course.courseId}
        className="size-full rounded-none! max-md:order-first max-md:h-30"
      />
    </section>
  );
}
