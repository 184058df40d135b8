"use client";

import type { RowPage, TableInspection } from "@byteos/contracts/file-inspection";
import { endingOf } from "@byteos/contracts/repository-file";
import { TableView } from "@byteos/ui/patterns/repository/table-view";
import { rawHref, rowsHref } from "../addresses.ts";
import { fetchRows } from "../fetch-file.ts";
import { SqlPanel } from "./sql-panel.tsx";

export interface TableFileProps {
  name: string;
  table: TableInspection;
  rows: RowPage | null;
  size: number;
  place: { readonly repositoryId: string; readonly at: string; readonly path: string };
}

export function TableFile({ name, table, rows, size, place }: TableFileProps) {
  const { repositoryId, at, path } = place;
  return (
    <TableView
      table={table}
      rows={rows}
      name={name}
      query={
        <SqlPanel
          name={name}
          columns={table.columns}
          file={{ path, ending: endingOf(path), size, address: rawHref(repositoryId, at, path) }}
        />
      }
      loadRows={(cursor) => fetchRows(rowsHref(repositoryId, at, path, cursor))}
    />
  );
}
