"use client";

import type { RowPage, TableInspection } from "@byteos/contracts/file-inspection";
import { type ReactNode, useState } from "react";
import { Button } from "../../primitives/button.tsx";
import { SegmentedControl } from "../../primitives/segmented-control.tsx";
import { Callout } from "../callout.tsx";
import { DataTable } from "../data-table.tsx";
import { FormError } from "../form-error.tsx";
import { Facts } from "./facts.tsx";
import { RowGrid } from "./row-grid.tsx";

export interface TableViewProps {
  table: TableInspection;
  rows: RowPage | null;
  name: string;
  /** Fetches rows from a cursor on; throws words for the person. */
  loadRows: (cursor: number) => Promise<RowPage>;
  /** A place for queries beside rows and columns. */
  query?: ReactNode;
}

function countRows(table: TableInspection): string {
  if (table.rows === null) return "unknown";
  return `${table.isRowCountExact ? "" : "about "}${table.rows.toLocaleString("en")}`;
}

/** What is inside of a table: its columns with what is known of them, and its rows, a page at a time. */
export function TableView({ table, rows, name, loadRows, query }: TableViewProps) {
  const [shown, setShown] = useState<"rows" | "columns" | "query">("rows");
  return (
    <div className="grid gap-5 py-5">
      <Facts
        facts={[
          ["Rows", countRows(table)],
          ["Columns", table.columns.length.toLocaleString("en")],
          ["Format", table.format],
          ...table.facts.slice(0, 2).map(({ key, value }) => [sentence(key), value] as const),
        ]}
      />
      {table.warnings.map((warning) => (
        <Callout key={warning} variant="warning" title={null} className="mx-5">
          {warning}
        </Callout>
      ))}
      <div className="px-5 max-sm:px-4">
        <SegmentedControl
          label="Show"
          size="sm"
          segments={[
            { value: "rows", label: "Rows" },
            { value: "columns", label: "Columns" },
            ...(query ? [{ value: "query", label: "SQL" }] : []),
          ]}
          value={shown}
          onValueChange={(value) =>
            setShown(value === "columns" || value === "query" ? value : "rows")
          }
        />
      </div>
      {shown === "rows" && <PagedRows first={rows} loadRows={loadRows} />}
      {shown === "columns" && (
        <div className="px-5 max-sm:px-4">
          <DataTable
            isFlush
            label="Columns"
            rows={table.columns}
            rowId={(column) => column.name}
            searchLabel="Search columns"
            csvName={`${name}-columns`}
            columns={[
              { id: "name", header: "Column", value: (column) => column.name, isWide: true },
              { id: "type", header: "Type", value: (column) => column.type },
              {
                id: "nulls",
                header: "Empty",
                isNumeric: true,
                value: (column) => column.nulls,
                cell: (column) => column.nulls?.toLocaleString("en") ?? "not counted",
              },
              { id: "min", header: "Least", value: (column) => column.min ?? "" },
              { id: "max", header: "Most", value: (column) => column.max ?? "" },
            ]}
          />
        </div>
      )}
      {shown === "query" && query}
    </div>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function PagedRows({
  first,
  loadRows,
}: {
  first: RowPage | null;
  loadRows: (cursor: number) => Promise<RowPage>;
}) {
  const [pages, setPages] = useState<readonly RowPage[]>(first === null ? [] : [first]);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const page = pages.at(-1);
  if (page === undefined) {
    return <p className="text-muted px-5 text-sm">The rows of this format are not shown.</p>;
  }
  const before = pages.slice(0, -1).reduce((sum, { rows }) => sum + rows.length, 0);
  const goOn = async (cursor: number): Promise<void> => {
    setIsBusy(true);
    setError(null);
    try {
      const next = await loadRows(cursor);
      setPages((known) => [...known, next]);
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : "These rows could not be loaded.");
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <div className="grid gap-3">
      <RowGrid label="Rows" columns={page.columns} rows={page.rows} firstRow={before + 1} />
      <div className="px-5 max-sm:px-4">
        <FormError>{error}</FormError>
        <div className="flex flex-wrap items-center gap-3">
          <span role="status" className="text-muted text-xs tabular-nums">
            {page.rows.length === 0
              ? "No rows"
              : `Rows ${(before + 1).toLocaleString("en")} to ${(before + page.rows.length).toLocaleString("en")}`}
          </span>
          <span className="ms-auto flex gap-2">
            <Button
              size="sm"
              disabled={pages.length < 2 || isBusy}
              onClick={() => setPages((known) => known.slice(0, -1))}
            >
              Previous
            </Button>
            <Button
              size="sm"
              busy={isBusy}
              disabled={page.next === null}
              onClick={() => page.next !== null && void goOn(page.next)}
            >
              Next
            </Button>
          </span>
        </div>
      </div>
    </div>
  );
}
