"use client";

import { orgRoles } from "@byteos/contracts/role";
import type { OrgRole } from "@byteos/contracts/role";
import { FilterChips } from "@byteos/ui/patterns/filter-chips";
import { SearchField } from "@byteos/ui/patterns/search-field";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { peopleHref, type PeopleQuery } from "../people-query.ts";
import { roleNames } from "../role-words.ts";

const typingPauseMs = 250;

export interface PeopleFilterProps {
  query: PeopleQuery;
  countByRole: Readonly<Record<OrgRole, number>>;
}

/** Search and role live in the address, so that a filtered list can be sent to somebody. */
export function PeopleFilter({ query, countByRole }: PeopleFilterProps) {
  const router = useRouter();
  const [search, setSearch] = useState(query.q);
  const [, startTransition] = useTransition();

  useEffect(() => {
    if (search === query.q) return undefined;
    const timer = setTimeout(() => {
      startTransition(() => router.replace(peopleHref({ ...query, q: search, page: 1 })));
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [search, query, router]);

  return (
    <div className="flex flex-wrap items-center gap-3">
      <SearchField
        label="Search people"
        placeholder="Search by name or address"
        value={search}
        onValueChange={setSearch}
        hasShortcut
        className="w-72 max-sm:w-full"
      />
      <FilterChips
        label="Role"
        isSingle
        chips={orgRoles.map((role) => ({
          value: role,
          label: roleNames[role],
          count: countByRole[role],
        }))}
        value={query.role === null ? [] : [query.role]}
        onValueChange={(values) => {
          const role = orgRoles.find((each) => each === values.at(-1)) ?? null;
          startTransition(() => router.replace(peopleHref({ ...query, role, page: 1 })));
        }}
      />
    </div>
  );
}
