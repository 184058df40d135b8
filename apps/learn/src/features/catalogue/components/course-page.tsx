import { countInWords } from "@byteos/ui/logic/count-in-words";
import { longDate } from "@byteos/ui/logic/dates";
import { ProofList } from "@byteos/ui/patterns/certificate";
import { Cover } from "@byteos/ui/patterns/cover";
import { Section } from "@byteos/ui/patterns/section";
import { Button } from "@byteos/ui/primitives/button";
import { Card } from "@byteos/ui/primitives/card";
import { Progress } from "@byteos/ui/primitives/progress";
import type { CoursePage as CoursePageView } from "@byteos/usecases/catalogue/load-course-page";
import Check from "lucide-react/icons/check";
import Lock from "lucide-react/icons/lock";
import Link from "next/link";
import { minutesInWords } from "../../../lib/words.ts";
import { enrollAction } from "../actions.ts";
import { levelNames } from "./catalogue.tsx";
import { SubmitButton } from "./submit-button.tsx";

/** What a course is, what it asks for, and the way in. */
export function CoursePage({ course, timeZone }: { course: CoursePageView; timeZone: string }) {
  const facts = [
    levelNames[course.difficulty],
    countInWords(course.modules.length, "module", "modules"),
    ...(course.questionCount > 0
      ? [countInWords(course.questionCount, "question", "questions")]
      : []),
    ...(course.estimatedMinutes > 0 ? [minutesInWords(course.estimatedMinutes)] : []),
  ];
  return (
    <div className="grid items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-y-10">
      <header>
        <Link href="/catalogue" className="text-muted hover:text-fg text-sm hover:underline">
          Catalogue
        </Link>
        <h1 className="max-md:text-lesson mt-2 font-serif text-4xl font-semibold text-balance">
          {course.title}
        </h1>
        {course.description === "" ? null : (
          <p className="text-muted mt-4 max-w-[68ch] text-base text-pretty">{course.description}</p>
        )}
        <ul className="text-muted mt-4 flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      </header>
      <aside aria-label="Your place" className="lg:sticky lg:top-10 lg:row-span-2">
        <Cover seed={course.courseId} className="mb-4 w-full max-lg:h-30 lg:aspect-video" />
        <WayIn course={course} timeZone={timeZone} />
      </aside>
      <div className="grid gap-10">
        {course.objectives.length > 0 ? (
          <Section title="What you will be able to do">
            <ProofList items={course.objectives.slice(0, 12).map((title) => ({ title }))} />
          </Section>
        ) : null}
        <Section title="Modules">
          <ol>
            {course.modules.map((module, index) => (
              <ModuleRow key={module.id} course={course} module={module} index={index} />
            ))}
          </ol>
        </Section>
      </div>
    </div>
  );
}

function ModuleRow({
  course,
  module,
  index,
}: {
  course: CoursePageView;
  module: CoursePageView["modules"][number];
  index: number;
}) {
  const details = [
    ...(module.minutes > 0 ? [minutesInWords(module.minutes)] : []),
    ...(module.questionCount > 0
      ? [countInWords(module.questionCount, "question", "questions")]
      : []),
    ...(module.isLocked ? ["Opens after the one before"] : []),
    ...(module.done > 0 && !module.isComplete
      ? [`${module.done} of ${module.total} parts done`]
      : []),
  ];
  return (
    <li
      className={`grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-3 py-3 ${index === 0 ? "pt-0" : "border-line border-t"}`}
    >
      <span className="text-muted icon-18 pt-0.5 text-sm tabular-nums">
        {module.isComplete ? (
          <>
            <Check aria-hidden className="text-correct mt-0.5" />
            <span className="sr-only">Done</span>
          </>
        ) : module.isLocked ? (
          <Lock aria-hidden className="mt-0.5" />
        ) : (
          index + 1
        )}
      </span>
      <span className="min-w-0">
        {course.enrollment === null || module.isLocked ? (
          <span className="font-medium">{module.title}</span>
        ) : (
          <Link
            href={`/learn/${course.courseId}/${module.id}`}
            className="block font-medium hover:underline max-md:py-1"
          >
            {module.title}
          </Link>
        )}
        <span className="text-muted block text-sm">{details.join(", ")}</span>
      </span>
    </li>
  );
}

function WayIn({ course, timeZone }: { course: CoursePageView; timeZone: string }) {
  const { enrollment } = course;
  if (enrollment === null) {
    return (
      <form action={enrollAction.bind(null, course.courseId)}>
        <SubmitButton busyLabel="Enrolling…">Enrol and start</SubmitButton>
        <p className="text-muted mt-3 text-sm text-pretty">
          Version {course.version}, published {longDate(course.publishedAt, timeZone)}. You get a
          certificate when you finish.
        </p>
      </form>
    );
  }
  const isDone = enrollment.status === "completed";
  return (
    <Card className="grid gap-4">
      <div>
        <p className="flex justify-between text-sm font-medium">
          <span>
            {isDone ? "Finished" : enrollment.isStarted ? "Your progress" : "Not started"}
          </span>
          <span className="tabular-nums">{Math.floor(enrollment.progressPct)}%</span>
        </p>
        <Progress
          value={enrollment.progressPct}
          label="Your progress"
          tone={isDone ? "correct" : "primary"}
          className="mt-2"
        />
        {enrollment.dueDate === null ? null : (
          <p className="text-muted mt-2 text-sm">Due {longDate(enrollment.dueDate, timeZone)}</p>
        )}
      </div>
      <div className="grid gap-2">
        {isDone && enrollment.certificateId !== null ? (
          <Button asChild variant="primary" size="lg">
            <Link href={`/certificates/${enrollment.certificateId}`}>See your certificate</Link>
          </Button>
        ) : null}
        <Button asChild variant={isDone ? "secondary" : "primary"} size="lg">
          <Link href={`/learn/${course.courseId}`}>
            {isDone ? "Read it again" : enrollment.isStarted ? "Continue" : "Start"}
          </Link>
        </Button>
        <Button asChild variant="ghost" size="lg">
          <Link href={`/courses/${course.courseId}/map`} prefetch={false}>
            Mind map
          </Link>
        </Button>
      </div>
      {enrollment.newerVersion === null ? null : (
        <p className="text-muted text-sm text-pretty">
          You are taking version {course.version}; version {enrollment.newerVersion} is out. You can
          move to it inside the course.
        </p>
      )}
    </Card>
  );
}
