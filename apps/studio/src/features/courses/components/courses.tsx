import { EmptyState } from "@byteos/ui/patterns/empty-state";
import { PageHeader } from "@byteos/ui/patterns/page-header";
import { Pagination } from "@byteos/ui/patterns/pagination";
import { Button } from "@byteos/ui/primitives/button";
import BookOpen from "lucide-react/icons/book-open";
import Plus from "lucide-react/icons/plus";
import SearchX from "lucide-react/icons/search-x";
import Link from "next/link";
import { coursesHref } from "../courses-query.ts";
import type { CoursesView } from "../loaders.ts";
import { CourseTable } from "./course-table.tsx";
import { CoursesFilter } from "./courses-filter.tsx";

function NewCourseButton() {
  return (
    <Button variant="primary" asChild>
      <Link href="/courses/new">
        <Plus aria-hidden />
        New course
      </Link>
    </Button>
  );
}

export function Courses({ view }: { view: CoursesView }) {
  const { list, query, canWrite } = view;
  const isFiltered = query.q !== "" || query.state !== null;
  const isEmpty =
    !isFiltered && list.counts.draft + list.counts.published + list.counts.archived === 0;
  return (
    <div className="grid gap-6">
      <PageHeader
        className="mb-0!"
        title="Courses"
        actions={canWrite && !isEmpty && <NewCourseButton />}
      />
      {isEmpty ? (
        <EmptyState
          icon={<BookOpen />}
          title="Make your first course"
          action={canWrite && <NewCourseButton />}
        >
          Drop a document and get an outline, or start with an empty page.
        </EmptyState>
      ) : (
        <>
          <CoursesFilter query={query} counts={list.counts} />
          {list.courses.length === 0 ? (
            <EmptyState
              icon={<SearchX />}
              title="No course matches"
              action={
                <Button asChild>
                  <Link href="/courses">Clear filters</Link>
                </Button>
              }
            >
              Nothing here has this title or state.
            </EmptyState>
          ) : (
            <CourseTable courses={list.courses} canWrite={canWrite} clock={view} />
          )}
          {list.pageCount > 1 && (
            <Pagination
              page={list.page}
              pageSize={view.pageSize}
              total={list.total}
              hrefFor={(page) => coursesHref({ ...query, page })}
              link={Link}
              noun="courses"
            />
          )}
        </>
      )}
    </div>
  );
}
