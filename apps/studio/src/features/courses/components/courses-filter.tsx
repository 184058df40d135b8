"use client";

import { FilterChips } from "@byteos/ui/patterns/filter-chips";
import { SearchField } from "@byteos/ui/patterns/search-field";
import { NativeSelect } from "@byteos/ui/primitives/native-select";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { courseSorts, coursesHref, type CoursesQuery, courseStates } from "../courses-query.ts";

const typingPauseMs = 250;
const stateNames = { draft: "Draft", published: "Published", archived: "Archived" } as const;
const sortNames = { edited: "Last edited", title: "Title", learners: "Most learners" } as const;

export interface CoursesFilterProps {
  query: CoursesQuery;
  counts: Readonly<Record<(typeof courseStates)[number], number>>;
}

/** Search, state and order live in the address: a view can be kept and sent. */
export function CoursesFilter({ query, counts }: CoursesFilterProps) {
  const router = useRouter();
  const [search, setSearch] = useState(query.q);
  const [, startTransition] = useTransition();
  const show = (change: Partial<CoursesQuery>) =>
    startTransition(() => router.replace(coursesHref({ ...query, page: 1, ...change })));

  useEffect(() => {
    if (search === query.q) return undefined;
    const timer = setTimeout(() => {
      startTransition(() => router.replace(coursesHref({ ...query, q: search, page: 1 })));
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [search, query, router]);

  return (
    <div className="flex flex-wrap items-center gap-3">
      <SearchField
        label="Search courses"
        value={search}
        onValueChange={setSearch}
        hasShortcut
        className="w-72 max-sm:w-full"
      />
      <FilterChips
        label="State"
        isSingle
        chips={courseStates.map((state) => ({
          value: state,
          label: stateNames[state],
          count: counts[state],
        }))}
        value={query.state === null ? [] : [query.state]}
        onValueChange={(values) =>
          show({ state: courseStates.find((state) => state === values.at(-1)) ?? null })
        }
      />
      <NativeSelect
        aria-label="Order"
        value={query.sort}
        onChange={(event) =>
          show({ sort: courseSorts.find((sort) => sort === event.target.value) ?? "edited" })
        }
        options={courseSorts.map((value) => ({ value, label: sortNames[value] }))}
        className="ms-auto w-40! max-sm:ms-0"
      />
    </div>
  );
}
