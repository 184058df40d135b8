import { findLargestDrop } from "../logic/chart-scale.ts";
import { cn } from "../logic/cn.ts";

export interface ReachBarsProps {
  /** How many reach each part, in order. */
  values: readonly number[];
  /** "Finding leaks by sound: reached, by tenth". */
  label: string;
  className?: string;
}

/** Small enough for a table: an amber bar is the largest single drop, when it is at least a tenth. */
export function ReachBars({ values, label, className }: ReachBarsProps) {
  const max = Math.max(...values, 1);
  const drop = findLargestDrop(values);
  const worst =
    drop !== null && ((values[drop - 1] ?? 0) - (values[drop] ?? 0)) / max >= 0.1 ? drop : null;
  return (
    <svg
      role="img"
      aria-label={`${label}: ${values.join(", ")}${worst === null ? "" : `; the largest drop is at ${worst + 1}`}`}
      viewBox={`0 0 ${values.length * 9 - 2} 24`}
      className={cn("block h-6", className)}
      style={{ width: values.length * 9 - 2 }}
    >
      {values.map((value, index) => {
        const height = Math.max((value / max) * 24, 1);
        return (
          <rect
            key={index}
            x={index * 9}
            y={24 - height}
            width="7"
            height={height}
            rx="1"
            className={index === worst ? "fill-warning" : "fill-chart-mute"}
          />
        );
      })}
    </svg>
  );
}
