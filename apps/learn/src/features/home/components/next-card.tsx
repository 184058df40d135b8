import { Cover } from "@byteos/ui/patterns/cover";
import { Button } from "@byteos/ui/primitives/button";
import type { HomeCourse } from "@byteos/usecases/enrollment/active-courses";
import type { NextActionView } from "@byteos/usecases/learner/next-action-view";
import Clock from "lucide-react/icons/clock";
import Layers from "lucide-react/icons/layers";
import Target from "lucide-react/icons/target";
import Link from "next/link";
import type { ReactNode } from "react";
import { minutesInWords } from "../../../lib/words.ts";

export interface NextCardProps {
  next: NextActionView;
  /** The course of a lesson. */
  course: HomeCourse | undefined;
  reviewMinutes: number;
  /** Another course to choose instead. */
  hasOthers: boolean;
}

interface Shown {
  readonly href: string;
  readonly verb: string;
  readonly facts: readonly ReactNode[];
}

const withIcon = (icon: ReactNode, words: string) => (
  <span className="icon-16 inline-flex items-center gap-1.5">
    {icon}
    {words}
  </span>
);

function show({ next, course, reviewMinutes }: NextCardProps): Shown {
  if (next.type === "review") {
    return {
      href: "/review",
      verb: "Start the review",
      facts: [
        withIcon(<Layers aria-hidden />, "From all your courses"),
        withIcon(<Clock aria-hidden />, minutesInWords(reviewMinutes)),
      ],
    };
  }
  if (next.type === "practice") {
    return {
      href: `/practice?skill=${next.targetId}`,
      verb: "Practise",
      facts: [next.courseTitle, withIcon(<Target aria-hidden />, "Questions at your level")],
    };
  }
  const lesson = course?.next;
  const isBegun = course !== undefined && (course.isStarted || course.next.done > 0);
  return {
    href: `/learn/${next.courseId}/${next.targetId}`,
    verb: isBegun ? "Continue" : "Start",
    facts:
      course === undefined || lesson === undefined
        ? [next.courseTitle]
        : [
            next.title === course.title ? null : course.title,
            `Module ${lesson.index + 1} of ${course.moduleCount}`,
            lesson.minutes > 0 ? withIcon(<Clock aria-hidden />, `${lesson.minutes} min`) : null,
          ],
  };
}

/** The one thing to do now, with its reason and what would change it. */
export function NextCard(props: NextCardProps) {
  const { next, course, hasOthers } = props;
  const { href, verb, facts } = show(props);
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
          {next.type === "practice" ? `Practise ${next.title}` : next.title}
        </h2>
        <p className="text-muted flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {facts.map((fact, index) => (fact === null ? null : <span key={index}>{fact}</span>))}
        </p>
        <dl className="border-line mt-4 mb-5 grid gap-3 border-t pt-5 max-md:mt-3 max-md:mb-4 max-md:pt-4">
          <Reason term="Why this">{next.why}</Reason>
          {next.whatWouldChangeIt === null ? null : (
            <Reason term="What would change it">{next.whatWouldChangeIt}</Reason>
          )}
        </dl>
        <div className="flex flex-wrap gap-2">
          <Button asChild variant="primary" size="lg" className="max-md:w-full">
            <Link href={href}>{verb}</Link>
          </Button>
          {hasOthers || course !== undefined ? (
            <Button asChild variant="ghost" size="lg" className="max-md:w-full">
              <Link href={hasOthers ? "#continue" : `/courses/${course?.courseId}`}>
                {hasOthers ? "Something else" : "About the course"}
              </Link>
            </Button>
          ) : null}
        </div>
      </div>
      <Cover
        seed={next.courseId ?? "review"}
        className="size-full rounded-none! max-md:order-first max-md:h-30"
      />
    </section>
  );
}

function Reason({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 text-sm sm:grid-cols-[9rem_minmax(0,1fr)]">
      <dt className="text-muted">{term}</dt>
      <dd className="text-pretty">{children}</dd>
    </div>
  );
}
