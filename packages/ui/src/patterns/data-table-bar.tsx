"use client";

import Download from "lucide-react/icons/download";
import type { ReactNode } from "react";
import type { DataFilter } from "../logic/data-table.ts";
import { Button } from "../primitives/button.tsx";
import { NativeSelect } from "../primitives/native-select.tsx";
import { SearchField } from "./search-field.tsx";

export interface DataTableBarProps<Row> {
  searchLabel?: string;
  search: string;
  onSearch: (text: string) => void;
  filters: readonly DataFilter<Row>[];
  chosenFilters: Readonly<Record<string, string>>;
  onFilters: (filters: Record<string, string>) => void;
  onExport?: () => void;
  canExport: boolean;
  actions?: ReactNode;
}

/** Search, filters and export above a table. */
export function DataTableBar<Row>({
  searchLabel,
  search,
  onSearch,
  filters,
  chosenFilters,
  onFilters,
  onExport,
  canExport,
  actions,
}: DataTableBarProps<Row>) {
  if (searchLabel === undefined && filters.length === 0 && !onExport && !actions) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {searchLabel ? (
        <SearchField
          value={search}
          onValueChange={onSearch}
          label={searchLabel}
          className="w-64 max-sm:w-full"
        />
      ) : null}
      {filters.map((filter) => (
        <NativeSelect
          key={filter.id}
          aria-label={filter.label}
          value={chosenFilters[filter.id] ?? ""}
          onChange={(event) => onFilters({ ...chosenFilters, [filter.id]: event.target.value })}
          options={[{ value: "", label: filter.label }, ...filter.options]}
          className="max-sm:flex-1"
        />
      ))}
      <span className="ms-auto flex items-center gap-2">
        {actions}
        {onExport ? (
          <Button onClick={onExport} disabled={!canExport}>
            <Download aria-hidden className="icon-16" />
            Export CSV
          </Button>
        ) : null}
      </span>
    </div>
  );
}

export interface SelectionBarProps {
  count: number;
  onClear: () => void;
  children: ReactNode;
}

/** What can be done with the chosen rows. */
export function SelectionBar({ count, onClear, children }: SelectionBarProps) {
  return (
    <div className="rounded-option bg-primary-soft text-primary-soft-fg flex flex-wrap items-center gap-2 px-3 py-2 text-sm">
      <span className="me-2 font-medium tabular-nums">{count.toLocaleString("en")} chosen</span>
      {children}
      <Button variant="ghost" size="sm" onClick={onClear} className="ms-auto">
        Clear
      </Button>
    </div>
  );
}
