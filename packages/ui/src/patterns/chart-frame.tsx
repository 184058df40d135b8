"use client";

import ChartColumn from "lucide-react/icons/chart-column";
import Table2 from "lucide-react/icons/table-2";
import { type ReactNode, useId, useState } from "react";
import { cn } from "../logic/cn.ts";
import { Button } from "../primitives/button.tsx";
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeaderCell,
  TableRow,
} from "../primitives/table.tsx";

export interface ChartTable {
  columns: readonly { label: string; isNumeric?: boolean }[];
  rows: readonly (readonly (string | number)[])[];
}

export interface ChartFrameProps {
  title: string;
  description?: ReactNode;
  /** The same numbers; every chart has them. */
  table: ChartTable;
  /** The finding, in words, or how to read it. */
  note?: ReactNode;
  actions?: ReactNode;
  /** Scrolls sideways below this width. */
  minWidth?: "none" | "md" | "lg";
  children: ReactNode;
  className?: string;
}

const widths = { none: "", md: "min-w-150", lg: "min-w-200" } as const;

export function ChartFrame({
  title,
  description,
  table,
  note,
  actions,
  minWidth = "none",
  children,
  className,
}: ChartFrameProps) {
  const id = useId();
  const [isTable, setIsTable] = useState(false);
  return (
    <section aria-labelledby={id} className={cn("min-w-0", className)}>
      <div className="mb-4 flex items-start justify-between gap-4">
        <div className="min-w-0">
          <h2 id={id} className="text-base font-semibold tracking-[-0.008em]">
            {title}
          </h2>
          {description ? (
            <p className="text-muted max-w-[72ch] text-sm text-pretty">{description}</p>
          ) : null}
        </div>
        <div className="-me-2.5 flex shrink-0 gap-1">
          {actions}
          <Button
            variant="ghost"
            size="sm"
            aria-pressed={isTable}
            onClick={() => setIsTable(!isTable)}
          >
            {isTable ? (
              <ChartColumn aria-hidden className="icon-16" />
            ) : (
              <Table2 aria-hidden className="icon-16" />
            )}
            {isTable ? "As chart" : "As table"}
          </Button>
        </div>
      </div>
      {isTable ? (
        <div className="rounded-card border-line border">
          <Table aria-labelledby={id}>
            <TableHead>
              <tr>
                {table.columns.map((column) => (
                  <TableHeaderCell key={column.label} isNumeric={column.isNumeric ?? false}>
                    {column.label}
                  </TableHeaderCell>
                ))}
              </tr>
            </TableHead>
            <TableBody>
              {table.rows.map((row, index) => (
                <TableRow key={index}>
                  {row.map((value, at) => (
                    <TableCell
                      key={at}
                      label={table.columns[at]?.label ?? ""}
                      isNumeric={table.columns[at]?.isNumeric ?? false}
                      className="h-9!"
                    >
                      {typeof value === "number" ? value.toLocaleString("en") : value}
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      ) : minWidth === "none" ? (
        <div>{children}</div>
      ) : (
        <div
          role="group"
          aria-label={`${title}, scrolls sideways on a narrow screen`}
          tabIndex={0}
          className="[scrollbar-width:thin] overflow-x-auto"
        >
          <div className={widths[minWidth]}>{children}</div>
        </div>
      )}
      {note ? <p className="text-muted mt-3 text-xs text-pretty">{note}</p> : null}
    </section>
  );
}
