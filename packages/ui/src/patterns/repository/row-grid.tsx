"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";

export interface RowGridProps {
  label: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
  /** Number of the first row; left out, rows have none. */
  firstRow?: number;
}

const rowHeight = 33;
const drawnWhole = 120;
const numeric = /^-?[\d,]*\.?\d+(?:e[+-]?\d+)?$/i;

/** Rows as they are, scrolled sideways; long ones are drawn only where they are looked at. */
export function RowGrid({ label, columns, rows, firstRow }: RowGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const isVirtual = rows.length > drawnWhole;
  // oxlint-disable-next-line react/incompatible-library -- what it gives is read again on every render and passed on to nothing that is memoised
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    enabled: isVirtual,
    initialRect: { width: 1_000, height: 480 },
  });
  const items = isVirtual ? virtualizer.getVirtualItems() : null;
  const shown = items?.map(({ index }) => index) ?? rows.map((_, index) => index);
  const before = items?.[0]?.start ?? 0;
  const after = items ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;
  const isNumeric = columns.map((_, at) => {
    const values = rows.slice(0, 20).flatMap((row) => row[at] || []);
    return values.length > 0 && values.every((value) => numeric.test(value));
  });
  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label={label}
      className="scroll-quiet border-line max-h-[32rem] overflow-auto border-y -outline-offset-2!"
    >
      <table className="w-full border-collapse text-sm" aria-rowcount={rows.length + 1}>
        <thead className="bg-surface sticky top-0">
          <tr>
            {firstRow !== undefined && (
              <th scope="col" className="h-9 ps-5 pe-3 text-end text-xs font-medium">
                <span className="sr-only">Row</span>
              </th>
            )}
            {columns.map((name, at) => (
              <th
                key={`${name}-${at}`}
                scope="col"
                className={`text-muted h-9 px-3 font-mono text-xs font-medium whitespace-nowrap first:ps-5 last:pe-5 ${isNumeric[at] ? "text-end" : "text-start"}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {before > 0 && <tr aria-hidden style={{ height: before }} />}
          {shown.map((index) => (
            <tr
              key={index}
              className="border-line hover:bg-surface border-t"
              style={{ height: rowHeight }}
            >
              {firstRow !== undefined && (
                <th
                  scope="row"
                  className="text-subtle ps-5 pe-3 text-end text-xs font-normal tabular-nums"
                >
                  {(firstRow + index).toLocaleString("en")}
                </th>
              )}
              {columns.map((_, at) => {
                const value = rows[index]?.[at] ?? "";
                return (
                  <td
                    key={at}
                    title={value.length > 40 ? value : undefined}
                    className={`max-w-72 truncate px-3 first:ps-5 last:pe-5 ${isNumeric[at] ? "text-end tabular-nums" : ""}`}
                  >
                    {value === "" ? <span className="text-subtle">empty</span> : value}
                  </td>
                );
              })}
            </tr>
          ))}
          {after > 0 && <tr aria-hidden style={{ height: after }} />}
        </tbody>
      </table>
    </div>
  );
}
