import { countInWords } from "@byteos/ui/logic/count-in-words";
import { Cover } from "@byteos/ui/patterns/cover";
import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Badge } from "@byteos/ui/primitives/badge";
import { Button } from "@byteos/ui/primitives/button";
import { Input } from "@byteos/ui/primitives/input";
import { NativeSelect } from "@byteos/ui/primitives/native-select";
import { Progress } from "@byteos/ui/primitives/progress";
import type { CatalogueFilter, CatalogueView } from "@byteos/usecases/catalogue/list-catalogue";
import BookOpen from "lucide-react/icons/book-open";
import Check from "lucide-react/icons/check";
import Search from "lucide-react/icons/search";
import SearchX from "lucide-react/icons/search-x";
import Link from "next/link";
import { minutesInWords } from "../../../lib/words.ts";
import { SubmitOnChange } from "./submit-on-change.tsx";

export const levelNames = {
  beginner: "Beginner",
  intermediate: "Intermediate",
  advanced: "Advanced",
} as const;

const step = 24;

export function Catalogue({ view }: { view: CatalogueView }) {
  const { filter, courses, total } = view;
  const isFiltered = filter.search !== "" || filter.difficulty !== null || filter.state !== "all";
  const isEmpty = courses.length === 0;
  return (
    <>
      <PageHeader title="Catalogue" description="Courses that your organisation has published." />
      {isEmpty && !isFiltered ? (
        <EmptyState icon={<BookOpen aria-hidden />} title="No courses yet">
          When someone in your organisation publishes a course, it appears here.
        </EmptyState>
      ) : (
        <>
          <Filters filter={filter} />
          <p role="status" className="text-muted mt-6 mb-2 text-sm">
            {countInWords(total, "course", "courses")}
            {isFiltered ? " found" : ""}
          </p>
          {isEmpty ? (
            <EmptyState
              kind="plain"
              icon={<SearchX aria-hidden />}
              title="No course fits"
              action={
                <Button asChild>
                  <Link href="/catalogue">Clear filters</Link>
                </Button>
              }
            >
              Try other words, or look at all courses.
            </EmptyState>
          ) : (
            <CourseGrid courses={courses} />
          )}
          {courses.length < total ? (
            <div className="mt-8">
              <Button asChild>
                <Link href={moreHref(filter)} scroll={false}>
                  Show more
                </Link>
              </Button>
            </div>
          ) : null}
        </>
      )}
    </>
  );
}

function moreHref(filter: CatalogueFilter): string {
  const params = new URLSearchParams();
  if (filter.search !== "") params.set("q", filter.search);
  if (filter.difficulty !== null) params.set("level", filter.difficulty);
  if (filter.state !== "all") params.set("state", filter.state);
  params.set("show", String(filter.limit + step));
  return `/catalogue?${params.toString()}`;
}

function Filters({ filter }: { filter: CatalogueFilter }) {
  return (
    <SubmitOnChange>
      <form
        action="/catalogue"
        role="search"
        aria-label="Courses"
        className="flex flex-wrap items-center gap-2"
      >
        <div className="relative min-w-0 flex-1 basis-64">
          <Search
            aria-hidden
            className="icon-16 text-muted pointer-events-none absolute inset-y-0 start-3 my-auto"
          />
          <Input
            type="search"
            name="q"
            aria-label="Search courses"
            placeholder="Search courses"
            defaultValue={filter.search}
            className="ps-9!"
          />
        </div>
        <NativeSelect
          name="state"
          aria-label="State"
          defaultValue={filter.state}
          options={[
            { value: "all", label: "Any state" },
            { value: "new", label: "Not started" },
            { value: "started", label: "Under way" },
            { value: "finished", label: "Finished" },
          ]}
        />
        <NativeSelect
          name="level"
          aria-label="Level"
          defaultValue={filter.difficulty ?? ""}
          options={[
            { value: "", label: "Any level" },
            ...Object.entries(levelNames).map(([value, label]) => ({ value, label })),
          ]}
        />
        <Button type="submit">Search</Button>
      </form>
    </SubmitOnChange>
  );
}

function CourseGrid({ courses }: { courses: CatalogueView["courses"] }) {
  return (
    <ul className="grid gap-x-6 gap-y-8 sm:grid-cols-2 lg:grid-cols-3">
      {courses.map((course) => (
        <li key={course.courseId} className="min-w-0">
          <Link href={`/courses/${course.courseId}`} className="group grid gap-3">
            <Cover seed={course.courseId} className="aspect-video w-full" />
            <span className="grid gap-1">
              <span className="text-base font-medium text-pretty group-hover:underline">
                {course.title}
              </span>
              {course.description === "" ? null : (
                <span className="text-muted line-clamp-2 text-sm text-pretty">
                  {course.description}
                </span>
              )}
              <span className="text-muted mt-0.5 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-xs">
                <span>{levelNames[course.difficulty as keyof typeof levelNames]}</span>
                <span>{countInWords(course.moduleCount, "module", "modules")}</span>
                {course.estimatedMinutes > 0 ? (
                  <span>{minutesInWords(course.estimatedMinutes)}</span>
                ) : null}
                {course.status === "completed" ? (
                  <Badge tone="correct">
                    <Check aria-hidden />
                    Finished
                  </Badge>
                ) : null}
              </span>
              {course.status !== null && course.status !== "completed" ? (
                <Progress
                  value={course.progressPct ?? 0}
                  label={`Progress in ${course.title}`}
                  className="mt-2"
                />
              ) : null}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
