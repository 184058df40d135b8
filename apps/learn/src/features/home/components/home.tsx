import { countInWords } from "@byteos/ui/logic/count-in-words";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Section } from "@byteos/ui/patterns/section";
import { Button } from "@byteos/ui/primitives/button";
import type { HomeCourse, HomeView } from "@byteos/usecases/enrollment/load-home";
import Compass from "lucide-react/icons/compass";
import Link from "next/link";
import { ContinueList, FinishedList } from "./course-rows.tsx";
import { DueNotes } from "./due-notes.tsx";
import { NextCard } from "./next-card.tsx";
import { Streak } from "./streak.tsx";

const dueSoonMs = 14 * 86_400_000;

function greeting({ now, timeZone, fullName }: HomeView): string {
  const hour = Number(
    now.toLocaleTimeString("en-GB", { hour: "2-digit", hour12: false, timeZone }),
  );
  const part = hour < 12 ? "morning" : hour < 18 ? "afternoon" : "evening";
  const [firstName] = fullName.trim().split(/\s+/);
  return firstName ? `Good ${part}, ${firstName}.` : `Good ${part}.`;
}

/** What is due soonest, else what was left most recently. */
function chooseNext({ active, now }: HomeView): HomeCourse | undefined {
  const due = active
    .filter(({ dueDate }) => dueDate !== null && dueDate.getTime() - now.getTime() < dueSoonMs)
    .sort((a, b) => (a.dueDate?.getTime() ?? 0) - (b.dueDate?.getTime() ?? 0));
  return due[0] ?? active.find((course) => course.isStarted) ?? active[0];
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
  const next = chooseNext(view);
  const others = view.active.filter((course) => course !== next);
  const due = others.filter((course) => course.dueDate !== null);
  const hasSide = view.streak !== null || due.length > 0;
  const hasMain = others.length > 0 || view.finished.length > 0 || view.openCourseCount > 0;
  return (
    <>
      <PageHeader size="display" title={greeting(view)} description={summary(view)} />
      {next === undefined ? (
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
          course={next}
          now={view.now}
          timeZone={view.timeZone}
          hasOthers={others.length > 0}
        />
      )}
      <div
        className={`mt-12 grid items-start gap-x-12 gap-y-10 max-md:mt-6 max-md:gap-y-8 ${hasSide ? "md:grid-cols-[minmax(0,1fr)_20rem]" : ""}`}
      >
        {hasMain ? (
          <div className="grid gap-10 max-md:[grid-row:2] max-md:gap-8">
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
            {others.length === 0 && next !== undefined && view.openCourseCount > 0 ? (
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
          <aside className="grid gap-8 max-md:gap-6" aria-label="Your week">
            {due.length > 0 ? <DueNotes courses={due} timeZone={view.timeZone} /> : null}
            {view.streak === null ? null : <Streak streak={view.streak} />}
          </aside>
        ) : null}
      </div>
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
