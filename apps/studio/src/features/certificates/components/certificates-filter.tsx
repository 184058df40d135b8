"use client";

import { CertificateState } from "@byteos/contracts/certificate";
import { FilterChips } from "@byteos/ui/patterns/filter-chips";
import { SearchField } from "@byteos/ui/patterns/search-field";
import { useAddressFilter } from "../../../lib/use-address-filter.ts";
import { certificatesHref, type CertificatesQuery } from "../certificates-query.ts";
import { stateNames } from "../state-words.ts";

export interface CertificatesFilterProps {
  query: CertificatesQuery;
  counts: Readonly<Record<CertificateState, number>>;
}

export function CertificatesFilter({ query, counts }: CertificatesFilterProps) {
  const { search, setSearch, show } = useAddressFilter(query, certificatesHref);
  const states = CertificateState.options;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <SearchField
        label="Search certificates"
        placeholder="Search by person or course"
        value={search}
        onValueChange={setSearch}
        hasShortcut
        className="w-72 max-sm:w-full"
      />
      <FilterChips
        label="State"
        isSingle
        chips={states.map((state) => ({
          value: state,
          label: stateNames[state],
          count: counts[state],
        }))}
        value={query.state === null ? [] : [query.state]}
        onValueChange={(values) =>
          show({ state: states.find((state) => state === values.at(-1)) ?? null })
        }
      />
    </div>
  );
}
