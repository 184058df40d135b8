"use client";

import { FilterChips } from "@byteos/ui/patterns/filter-chips";
import { SearchField } from "@byteos/ui/patterns/search-field";
import { NativeSelect } from "@byteos/ui/primitives/native-select";
import { useAddressFilter } from "../../../lib/use-address-filter.ts";
import { courseSorts, coursesHref, type CoursesQuery, courseStates } from "../courses-query.ts";

const stateNames = { draft: "Draft", published: "Published", archived: "Archived" } as const;
const sortNames = { edited: "Last edited", title: "Title", learners: "Most learners" } as const;

export interface CoursesFilterProps {
  query: CoursesQuery;
  counts: Readonly<Record<(typeof courseStates)[number], number>>;
}

export function CoursesFilter({ query, counts }: CoursesFilterProps) {
  const { search, setSearch, show } = useAddressFilter(query, coursesHref);
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
