"use client";

import { orgRoles } from "@byteos/contracts/role";
import type { OrgRole } from "@byteos/contracts/role";
import { FilterChips } from "@byteos/ui/patterns/filter-chips";
import { SearchField } from "@byteos/ui/patterns/search-field";
import { useAddressFilter } from "../../../lib/use-address-filter.ts";
import { peopleHref, type PeopleQuery } from "../people-query.ts";
import { roleNames } from "../role-words.ts";

export interface PeopleFilterProps {
  query: PeopleQuery;
  countByRole: Readonly<Record<OrgRole, number>>;
}

export function PeopleFilter({ query, countByRole }: PeopleFilterProps) {
  const { search, setSearch, show } = useAddressFilter(query, peopleHref);
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
        onValueChange={(values) =>
          show({ role: orgRoles.find((role) => role === values.at(-1)) ?? null })
        }
      />
    </div>
  );
}
