"use client";

import type { RowPage, TableInspection } from "@byteos/contracts/file-inspection";
import { TableView } from "@byteos/ui/patterns/repository/table-view";
import { rowsHref } from "../addresses.ts";
import { fetchRows } from "../fetch-file.ts";

export interface TableFileProps {
  name: string;
  table: TableInspection;
  rows: RowPage | null;
  place: { readonly repositoryId: string; readonly at: string; readonly path: string };
}

export function TableFile({ name, table, rows, place }: TableFileProps) {
  const { repositoryId, at, path } = place;
  return (
    <TableView
      table={table}
      rows={rows}
      name={name}
      loadRows={(cursor) => fetchRows(rowsHref(repositoryId, at, path, cursor))}
    />
  );
}
