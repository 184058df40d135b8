"use client";

import {
  type ColumnDef,
  getCoreRowModel,
  getSortedRowModel,
  type SortingState,
  useReactTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import SearchX from "lucide-react/icons/search-x";
import { type ReactNode, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { cn } from "../logic/cn.ts";
import { renderCsv } from "../logic/csv.ts";
import {
  compareValues,
  type DataColumn,
  type DataFilter,
  matchesSearch,
} from "../logic/data-table.ts";
import { shortDate } from "../logic/dates.ts";
import { downloadText } from "../logic/download-text.ts";
import { Button } from "../primitives/button.tsx";
import { Checkbox } from "../primitives/checkbox.tsx";
import { NativeSelect } from "../primitives/native-select.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "../primitives/table.tsx";
import { DataTableBar, SelectionBar } from "./data-table-bar.tsx";
import { EmptyState } from "./empty-state.tsx";

export interface DataTableProps<Row> {
  /** Names the table: "Learners". */
  label: string;
  rows: readonly Row[];
  columns: readonly DataColumn<Row>[];
  rowId: (row: Row) => string;
  /** Names a row where it is chosen: "Ilse T.". */
  rowLabel?: (row: Row) => string;
  /** "Search learners"; without it there is no search. */
  searchLabel?: string;
  filters?: readonly DataFilter<Row>[];
  initialSort?: { id: string; isDescending?: boolean };
  /** Buttons for the chosen rows; with it rows can be chosen. */
  renderSelection?: (rows: Row[], clear: () => void) => ReactNode;
  /** Name of the exported file without its ending; without it there is no export. */
  csvName?: string;
  /** When there are no rows at all. */
  empty?: ReactNode;
  /** Rows of 60 px with a picture, or 48 px. */
  size?: "md" | "lg";
  /** More controls at the end of the bar. */
  actions?: ReactNode;
  /** Inside of a card: from edge to edge, without a box of its own. */
  isFlush?: boolean;
}

const virtualFrom = 50;
/** As many as a first screen shows; the others follow once the table is awake. */
const firstRows = 16;
const rowHeights = { md: 49, lg: 61 } as const;

const subscribeToNothing = () => () => undefined;
const useIsAwake = () =>
  useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false,
  );

export function DataTable<Row>({
  label,
  rows,
  columns,
  rowId,
  rowLabel = rowId,
  searchLabel,
  filters = [],
  initialSort,
  renderSelection,
  csvName,
  empty,
  size = "md",
  actions,
  isFlush = false,
}: DataTableProps<Row>) {
  const [search, setSearch] = useState("");
  const [chosenFilters, setChosenFilters] = useState<Record<string, string>>({});
  const [sorting, setSorting] = useState<SortingState>(
    initialSort ? [{ id: initialSort.id, desc: initialSort.isDescending ?? false }] : [],
  );
  const [chosenIds, setChosenIds] = useState<ReadonlySet<string>>(new Set());
  const scroller = useRef<HTMLDivElement>(null);

  const found = useMemo(
    () =>
      rows.filter(
        (row) =>
          matchesSearch(row, columns, search) &&
          filters.every((filter) => {
            const value = chosenFilters[filter.id];
            return !value || filter.matches(row, value);
          }),
      ),
    [rows, columns, search, filters, chosenFilters],
  );
  const definitions = useMemo(
    () =>
      columns.map((column): ColumnDef<Row> => ({
        id: column.id,
        accessorFn: (row) => {
          const value = column.value(row);
          return value === null || value === "" ? undefined : value;
        },
        sortUndefined: "last",
        enableSorting: column.isSortable ?? true,
        sortingFn: (one, other) =>
          compareValues(column.value(one.original), column.value(other.original)),
        sortDescFirst: column.isNumeric ?? false,
      })),
    [columns],
  );
  // oxlint-disable-next-line react/incompatible-library -- rows are read again on every render and passed to nothing that is memoised
  const table = useReactTable<Row>({
    data: found,
    columns: definitions,
    state: { sorting },
    onSortingChange: setSorting,
    getRowId: (row) => rowId(row),
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
  });
  const sorted = table.getRowModel().rows;
  const isVirtual = sorted.length > virtualFrom;
  const virtualizer = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeights[size],
    overscan: 8,
    enabled: isVirtual,
    initialRect: { width: 1_000, height: 640 },
  });
  const windowed = isVirtual ? virtualizer.getVirtualItems() : null;
  const isAwake = useIsAwake();
  const shown = windowed
    ? windowed.flatMap((item) => sorted[item.index] ?? [])
    : isAwake
      ? sorted
      : sorted.slice(0, firstRows);
  const before = windowed?.[0]?.start ?? 0;
  const after = windowed
    ? virtualizer.getTotalSize() - (windowed[windowed.length - 1]?.end ?? 0)
    : (sorted.length - shown.length) * rowHeights[size];

  const chosenRows = rows.filter((row) => chosenIds.has(rowId(row)));
  const foundChosen = found.filter((row) => chosenIds.has(rowId(row))).length;
  const activeFilters = filters.filter((filter) => chosenFilters[filter.id]);
  const isFiltered = search !== "" || activeFilters.length > 0;
  const clearFilters = (): void => {
    setSearch("");
    setChosenFilters({});
  };
  const choose = (ids: readonly string[], isChosen: boolean): void => {
    const next = new Set(chosenIds);
    for (const id of ids) {
      if (isChosen) next.add(id);
      else next.delete(id);
    }
    setChosenIds(next);
  };
  const exportCsv = (): void => {
    const exported = columns.filter((column) => column.isExported !== false);
    const chosenFirst = foundChosen > 0 ? sorted.filter((row) => chosenIds.has(row.id)) : sorted;
    const lines = chosenFirst.map((row) => exported.map((column) => column.value(row.original)));
    downloadText(
      `${csvName ?? "table"}.csv`,
      renderCsv(
        exported.map((column) => column.header),
        lines,
      ),
      "text/csv;charset=utf-8",
    );
  };

  if (rows.length === 0 && empty) return <>{empty}</>;
  const columnCount = columns.length + (renderSelection ? 1 : 0);
  const spacer = (height: number) =>
    height > 0 ? <tr aria-hidden style={{ height }} className="max-sm:block" /> : null;
  return (
    <div className="grid gap-3">
      <DataTableBar
        {...(searchLabel === undefined ? {} : { searchLabel })}
        search={search}
        onSearch={setSearch}
        filters={filters}
        chosenFilters={chosenFilters}
        onFilters={setChosenFilters}
        {...(csvName === undefined ? {} : { onExport: exportCsv })}
        canExport={sorted.length > 0}
        actions={actions}
      />
      {renderSelection && chosenRows.length > 0 ? (
        <SelectionBar count={chosenRows.length} onClear={() => setChosenIds(new Set())}>
          {renderSelection(chosenRows, () => setChosenIds(new Set()))}
        </SelectionBar>
      ) : null}
      <NativeSelect
        aria-label="Sort by"
        className="sm:hidden"
        value={sorting[0] ? `${sorting[0].id}:${sorting[0].desc ? "desc" : "asc"}` : ""}
        onChange={(event) => {
          const [id, order] = event.target.value.split(":");
          setSorting(id ? [{ id, desc: order === "desc" }] : []);
        }}
        options={[
          { value: "", label: "In the usual order" },
          ...columns
            .filter((column) => column.isSortable !== false)
            .flatMap((column) => [
              { value: `${column.id}:asc`, label: `${column.header}, rising` },
              { value: `${column.id}:desc`, label: `${column.header}, falling` },
            ]),
        ]}
      />
      <p role="status" className="sr-only">
        {isFiltered ? `${sorted.length} of ${rows.length} shown` : ""}
      </p>
      <div
        ref={scroller}
        role="group"
        aria-label={isVirtual ? `${label}, scrolls` : label}
        tabIndex={isVirtual ? 0 : undefined}
        className={cn(
          "overflow-x-auto border-line",
          isFlush ? "-mx-5 border-y max-sm:-mx-4" : "rounded-card border bg-raised",
          isVirtual && "max-h-160 overflow-y-auto",
        )}
      >
        <Table aria-label={label} aria-rowcount={sorted.length + 1}>
          <TableHead
            className={
              isVirtual ? "z-sticky bg-raised sticky top-0 shadow-[0_1px_0_var(--line)]" : ""
            }
          >
            <tr>
              {renderSelection ? (
                <TableHeaderCell className="w-11">
                  <Checkbox
                    aria-label="Choose all"
                    checked={
                      foundChosen === 0
                        ? false
                        : foundChosen === found.length
                          ? true
                          : "indeterminate"
                    }
                    onCheckedChange={(checked) => choose(found.map(rowId), checked === true)}
                  />
                </TableHeaderCell>
              ) : null}
              {columns.map((column) => {
                const order =
                  sorting[0]?.id === column.id
                    ? sorting[0].desc
                      ? "descending"
                      : "ascending"
                    : "none";
                const Arrow = order === "descending" ? ArrowDown : ArrowUp;
                return (
                  <TableHeaderCell
                    key={column.id}
                    isNumeric={column.isNumeric ?? false}
                    aria-sort={column.isSortable === false ? undefined : order}
                  >
                    {column.isSortable === false ? (
                      <span className={column.isHeaderHidden ? "sr-only" : undefined}>
                        {column.header}
                      </span>
                    ) : (
                      <button
                        type="button"
                        onClick={() => table.getColumn(column.id)?.toggleSorting()}
                        className={cn(
                          "group icon-14 -mx-1.5 inline-flex min-h-7 items-center gap-1 rounded-control px-1.5 hover:text-fg",
                          column.isNumeric && "flex-row-reverse",
                          order !== "none" && "text-fg",
                        )}
                      >
                        {column.header}
                        <Arrow
                          aria-hidden
                          className={
                            order === "none"
                              ? "opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60"
                              : ""
                          }
                        />
                      </button>
                    )}
                  </TableHeaderCell>
                );
              })}
            </tr>
          </TableHead>
          <TableBody>
            {spacer(before)}
            {shown.map((row, index) => {
              const isChosen = chosenIds.has(row.id);
              const position = windowed?.[index]?.index;
              return (
                <TableRow
                  key={row.id}
                  data-index={position}
                  aria-rowindex={(position ?? index) + 2}
                  aria-selected={renderSelection ? isChosen : undefined}
                  ref={isVirtual ? virtualizer.measureElement : undefined}
                >
                  {renderSelection ? (
                    <TableCell isWide>
                      <Checkbox
                        aria-label={`Choose ${rowLabel(row.original)}`}
                        checked={isChosen}
                        onCheckedChange={(checked) => choose([row.id], checked === true)}
                      />
                    </TableCell>
                  ) : null}
                  {columns.map((column) => {
                    const value = column.value(row.original);
                    return (
                      <TableCell
                        key={column.id}
                        label={column.isHeaderHidden || column.isWide ? "" : column.header}
                        isNumeric={column.isNumeric ?? false}
                        isWide={column.isWide ?? false}
                        className={size === "lg" ? "h-15!" : ""}
                      >
                        {column.cell
                          ? column.cell(row.original)
                          : value instanceof Date
                            ? shortDate(value)
                            : typeof value === "number"
                              ? value.toLocaleString("en")
                              : String(value ?? "")}
                      </TableCell>
                    );
                  })}
                </TableRow>
              );
            })}
            {spacer(after)}
            {sorted.length === 0 ? (
              <tr className="max-sm:block">
                <td colSpan={columnCount} className="max-sm:block">
                  <EmptyState
                    kind="plain"
                    level={3}
                    icon={<SearchX aria-hidden />}
                    title="Nothing matches"
                    action={
                      isFiltered ? <Button onClick={clearFilters}>Clear filters</Button> : null
                    }
                  >
                    {isFiltered
                      ? `Looked for ${[search ? `“${search}”` : "", ...activeFilters.map((filter) => filter.options.find((option) => option.value === chosenFilters[filter.id])?.label ?? "")].filter(Boolean).join(", ")}.`
                      : "There is nothing here yet."}
                  </EmptyState>
                </td>
              </tr>
            ) : null}
          </TableBody>
        </Table>
      </div>
    </div>
  );
}
