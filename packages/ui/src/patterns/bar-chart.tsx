import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";

export interface Bar {
  label: string;
  value: number;
  /** With its unit, when the number alone says too little: "42 min". */
  valueLabel?: string;
  /** The finding, below the bar. */
  note?: ReactNode;
  isEmphasised?: boolean;
}

export interface BarChartProps {
  bars: readonly Bar[];
  /** The end of the scale; the largest value by default. */
  max?: number;
  className?: string;
}

/** Horizontal bars, labelled directly. Without an emphasised bar all are the subject. */
export function BarChart({
  bars,
  max = Math.max(...bars.map((bar) => bar.value), 0),
  className,
}: BarChartProps) {
  const hasSubject = bars.some((bar) => bar.isEmphasised);
  return (
    <ul className={cn("grid gap-3 text-sm", className)}>
      {bars.map((bar) => (
        <li
          key={bar.label}
          className="grid grid-cols-[9rem_minmax(0,1fr)_3.5rem] items-center gap-x-4 max-md:grid-cols-[minmax(0,1fr)_3.5rem]"
        >
          <span className="truncate max-md:col-span-2">{bar.label}</span>
          <svg
            aria-hidden
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            className="h-5 w-full overflow-hidden rounded-xs"
          >
            <rect
              width={max > 0 ? (bar.value / max) * 100 : 0}
              height="100"
              className={!hasSubject || bar.isEmphasised ? "fill-chart-1" : "fill-chart-mute"}
            />
          </svg>
          <span className={cn("text-end tabular-nums", bar.isEmphasised && "font-semibold")}>
            {bar.valueLabel ?? bar.value.toLocaleString("en")}
          </span>
          {bar.note ? (
            <span className="text-muted col-start-2 text-xs max-md:col-span-2 max-md:col-start-1">
              {bar.note}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
