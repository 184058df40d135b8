import { countInWords } from "@byteos/ui/logic/count-in-words";
import { partOfDay } from "@byteos/ui/logic/dates";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Section } from "@byteos/ui/patterns/section";
import { Button } from "@byteos/ui/primitives/button";
import type { HomeView } from "@byteos/usecases/enrollment/load-home";
import Compass from "lucide-react/icons/compass";
import Link from "next/link";
import { HomeNudge } from "../../byte/components/home-nudge.tsx";
import { ContinueList, FinishedList } from "./course-rows.tsx";
import { DueNotes } from "./due-notes.tsx";
import { DueReviews } from "./due-reviews.tsx";
import { NextCard } from "./next-card.tsx";
import { SkillsAtAGlance } from "./skills-at-a-glance.tsx";
import { Streak } from "./streak.tsx";

function greeting({ now, timeZone, fullName }: HomeView): string {
  const part = partOfDay(now, timeZone);
  const [firstName] = fullName.trim().split(/\s+/);
  return firstName ? `Good ${part}, ${firstName}.` : `Good ${part}.`;
}

function summary(view: HomeView): string {
  const today = view.now.toLocaleDateString("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: view.timeZone,
  });
  const count = view.active.length;
  if (count === 0) return `${today}.`;
  return `${today}. ${countInWords(count, "course", "courses")} under way.`;
}

export function Home({ view }: { view: HomeView }) {
  const { next } = view;
  const course =
    next?.type === "lesson"
      ? view.active.find((each) => each.courseId === next.courseId)
      : undefined;
  const others = view.active.filter((each) => each !== course);
  const due = others.filter((each) => each.dueDate !== null);
  const hasReviews = view.review.forecast.some(({ count }) => count > 0);
  const hasSide = view.streak !== null || due.length > 0 || view.skills.length > 0;
  const hasMain =
    hasReviews || others.length > 0 || view.finished.length > 0 || view.openCourseCount > 0;
  return (
    <>
      <PageHeader size="display" title={greeting(view)} description={summary(view)} />
      {next === null ? (
        <EmptyState
          icon={<Compass aria-hidden />}
          title={
            view.finished.length > 0 ? "Choose what to learn next" : "Choose your first course"
          }
          action={
            <Button asChild variant="primary">
              <Link href="/catalogue">Open the catalogue</Link>
            </Button>
          }
        >
          {view.openCourseCount === 0
            ? "Your organisation has not published a course that you have not taken."
            : `${countInWords(view.openCourseCount, "course is", "courses are")} open to you.`}
        </EmptyState>
      ) : (
        <NextCard
          next={next}
          course={course}
          reviewMinutes={view.review.minutes}
          hasOthers={others.length > 0}
        />
      )}
      <div
        className={`mt-12 grid items-start gap-x-12 gap-y-10 max-md:mt-6 max-md:gap-y-8 ${hasSide ? "md:grid-cols-[minmax(0,1fr)_20rem]" : ""}`}
      >
        {hasMain ? (
          <div className="grid gap-10 max-md:order-2 max-md:gap-8">
            {hasReviews ? <DueReviews review={view.review} /> : null}
            {others.length > 0 ? (
              <div id="continue" className="scroll-mt-20">
                <Section title="Continue learning" action={<CatalogueLink />}>
                  <ContinueList courses={others} />
                </Section>
              </div>
            ) : null}
            {view.finished.length > 0 ? (
              <Section title="Finished">
                <FinishedList courses={view.finished} timeZone={view.timeZone} />
              </Section>
            ) : null}
            {others.length === 0 && next !== null && view.openCourseCount > 0 ? (
              <p className="text-muted text-sm">
                {countInWords(view.openCourseCount, "more course is", "more courses are")} open to
                you.{" "}
                <Link href="/catalogue" className="link">
                  Open the catalogue
                </Link>
              </p>
            ) : null}
          </div>
        ) : null}
        {hasSide ? (
          // On a phone what is due stands before the rest of this column.
          <aside className="grid gap-8 max-md:contents" aria-label="Your week">
            {due.length > 0 ? (
              <div className="max-md:order-1">
                <DueNotes courses={due} timeZone={view.timeZone} />
              </div>
            ) : null}
            {view.streak === null ? null : (
              <div className="max-md:order-3">
                <Streak streak={view.streak} />
              </div>
            )}
            {view.skills.length > 0 ? (
              <div className="max-md:order-3">
                <SkillsAtAGlance skills={view.skills} />
              </div>
            ) : null}
          </aside>
        ) : null}
      </div>
      <HomeNudge />
    </>
  );
}

function CatalogueLink() {
  return (
    <Link
      href="/catalogue"
      className="text-muted hover:text-fg text-sm font-medium hover:underline max-sm:py-3"
    >
      Catalogue
    </Link>
  );
}
