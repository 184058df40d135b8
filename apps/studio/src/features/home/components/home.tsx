import { partOfDay } from "@byteos/ui/logic/dates";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Section } from "@byteos/ui/patterns/section";
import { StatGroup, StatTile } from "@byteos/ui/patterns/stat-tile";
import { Button } from "@byteos/ui/primitives/button";
import Plus from "lucide-react/icons/plus";
import Link from "next/link";
import { CourseTable } from "../../courses/components/course-table.tsx";
import { NewCourse } from "../../import/components/new-course.tsx";
import type { HomeView } from "../loaders.ts";
import { Waiting } from "./waiting.tsx";

function Figures({ view }: { view: HomeView }) {
  const { enrolled, published, drafts, completionRate } = view.figures;
  return (
    <StatGroup className="md:grid-flow-row! md:grid-cols-2!">
      <StatTile label="Enrolments" value={enrolled.toLocaleString("en")} />
      <StatTile
        label="Completion"
        value={completionRate === null ? "No data" : `${Math.round(completionRate * 100)}%`}
      />
      <StatTile label="Published" value={published.toLocaleString("en")} />
      <StatTile label="Drafts" value={drafts.toLocaleString("en")} />
    </StatGroup>
  );
}

export function Home({ view }: { view: HomeView }) {
  const { firstName, canWrite, canInvite, now, timeZone } = view;
  const greeting = `Good ${partOfDay(now, timeZone)}`;
  return (
    <div className="grid gap-10">
      <PageHeader
        className="mb-0!"
        title={firstName === "" ? greeting : `${greeting}, ${firstName}`}
        actions={
          <div className="flex flex-wrap gap-2">
            {canInvite && (
              <Button asChild>
                <Link href="/people">Invite people</Link>
              </Button>
            )}
            {canWrite && (
              <Button variant="primary" asChild>
                <Link href="/courses/new">
                  <Plus aria-hidden />
                  New course
                </Link>
              </Button>
            )}
          </div>
        }
      />
      <div className="grid items-start gap-x-10 gap-y-10 lg:grid-cols-[minmax(0,1fr)_19.5rem]">
        <div className="grid min-w-0 gap-10">
          {canWrite && <NewCourse />}
          {view.courses.length > 0 && (
            <Section
              title="Courses"
              action={
                view.courseCount > view.courses.length && (
                  <Link href="/courses" className="link text-sm">
                    All {view.courseCount} courses
                  </Link>
                )
              }
            >
              <CourseTable courses={view.courses} canWrite={canWrite} clock={{ now, timeZone }} />
            </Section>
          )}
        </div>
        <aside aria-label="At a glance" className="grid min-w-0 gap-10 lg:pt-6">
          <Figures view={view} />
          <Waiting view={view} />
        </aside>
      </div>
    </div>
  );
}
