import { cn } from "../logic/cn.ts";

export interface EstimateProps {
  label: string;
  /** All 0 to 1. */
  value: number;
  low: number;
  high: number;
  /** Marked on the scale, where there is one. */
  goal?: number;
  className?: string;
}

const percent = (share: number): number => Math.round(Math.min(Math.max(share, 0), 1) * 100);

/** The mark is the best guess, the band how far off it could be. */
export function Estimate({ label, value, low, high, goal, className }: EstimateProps) {
  return (
    <div className={cn("grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-2 text-sm", className)}>
      <span className="truncate">{label}</span>
      <span className="text-muted tabular-nums">{percent(value)}%</span>
      <span
        role="img"
        aria-label={`${label}: about ${percent(value)}%, likely ${percent(low)} to ${percent(high)}%${goal === undefined ? "" : `, goal ${percent(goal)}%`}`}
        className="rounded-pill bg-surface-2 relative col-span-2 h-1.5"
      >
        <span
          className="rounded-pill bg-chart-band absolute inset-y-0"
          style={{
            insetInlineStart: `${percent(low)}%`,
            width: `${Math.max(percent(high) - percent(low), 0)}%`,
          }}
        />
        {goal === undefined ? null : (
          <span
            className="border-control absolute -top-1 h-3.5 border-s-2"
            style={{ insetInlineStart: `calc(${percent(goal)}% - 1px)` }}
          />
        )}
        <span
          className="bg-primary absolute -top-0.75 h-3 w-1 rounded-[2px] shadow-[0_0_0_2px_var(--bg)]"
          style={{
            insetInlineStart: `clamp(0px, calc(${percent(value)}% - 2px), calc(100% - 4px))`,
          }}
        />
      </span>
    </div>
  );
}
