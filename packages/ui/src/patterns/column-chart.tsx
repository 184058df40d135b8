import { chartTicks } from "../logic/chart-scale.ts";
import { cn } from "../logic/cn.ts";

export interface Column {
  label: string;
  value: number;
  isEmphasised?: boolean;
  /** The finding, written beside the column: a bold line and a quiet one. */
  finding?: { title: string; detail?: string };
}

export interface ColumnChartProps {
  columns: readonly Column[];
  /** For those who cannot see it: what the columns count. */
  label: string;
  /** grid: axis and lines, for many columns. bare: number above each column, for a week. */
  kind?: "grid" | "bare";
  /** Height of the plot in pixels. */
  height?: number;
  className?: string;
}

/** Upright columns: histograms, loss by block, cards due by day. */
export function ColumnChart({
  columns,
  label,
  kind = "grid",
  height = 160,
  className,
}: ColumnChartProps) {
  const values = columns.map((column) => column.value);
  const ticks = chartTicks(Math.max(...values, 0), {
    smallest: values.every(Number.isInteger) ? 1 : 0,
  });
  const top =
    kind === "grid"
      ? (ticks[ticks.length - 1] ?? 1)
      : Math.max(...columns.map((column) => column.value), 1);
  const hasSubject = columns.some((column) => column.isEmphasised);
  const share = (value: number): string => `${(Math.max(value, 0) / top) * 100}%`;
  return (
    <div
      role="img"
      aria-label={`${label}: ${columns.map((column) => `${column.label} ${column.value}`).join(", ")}`}
      className={cn("text-xs text-muted tabular-nums", className)}
    >
      <div
        aria-hidden
        className={cn("relative", kind === "grid" ? "ms-9 mt-2" : "mt-5")}
        style={{ height }}
      >
        {kind === "grid"
          ? ticks.map((tick) => (
              <span
                key={tick}
                className="border-chart-grid absolute inset-x-0 border-t"
                style={{ bottom: share(tick) }}
              >
                <span className="absolute -start-9 -top-2 w-6 text-end">
                  {tick.toLocaleString("en")}
                </span>
              </span>
            ))
          : null}
        <div className="absolute inset-0 flex items-end">
          {columns.map((column, index) => (
            <span key={index} className="relative flex h-full flex-1 items-end justify-center">
              <span
                className={cn(
                  "block w-2/3 rounded-t-[3px]",
                  kind === "bare" && "max-w-5 rounded-b-[3px]",
                  !hasSubject || column.isEmphasised ? "bg-chart-1" : "bg-chart-mute",
                )}
                style={{ height: share(column.value) }}
              />
              {kind === "bare" ? (
                <span
                  className={cn("absolute mb-1", column.isEmphasised && "font-semibold text-fg")}
                  style={{ bottom: share(column.value) }}
                >
                  {column.value.toLocaleString("en")}
                </span>
              ) : null}
              {column.finding ? (
                <span
                  className={cn(
                    "absolute top-0 w-max max-w-80 bg-bg px-2 py-1 text-start leading-4",
                    index < columns.length / 2 ? "start-[88%]" : "end-[88%]",
                  )}
                >
                  <b className="text-fg block font-semibold">{column.finding.title}</b>
                  {column.finding.detail}
                </span>
              ) : null}
            </span>
          ))}
        </div>
      </div>
      <div aria-hidden className={cn("mt-2 flex", kind === "grid" && "ms-9")}>
        {columns.map((column, index) => (
          <span
            key={index}
            className={cn("flex-1 text-center", column.isEmphasised && "font-semibold text-fg")}
          >
            {column.label}
          </span>
        ))}
      </div>
    </div>
  );
}
