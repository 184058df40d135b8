import { cn } from "../logic/cn.ts";

export interface ProgressProps {
  /** 0 to `max`. */
  value: number;
  max?: number;
  label: string;
  tone?: "primary" | "correct" | "chart";
  className?: string;
}

const tones = { primary: "bg-primary", correct: "bg-correct", chart: "bg-chart-1" } as const;

/** Changes without movement. */
export function Progress({ value, max = 100, label, tone = "primary", className }: ProgressProps) {
  const share = max > 0 && Number.isFinite(value) ? Math.min(Math.max(value / max, 0), 1) : 0;
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={Math.round(share * max * 100) / 100}
      className={cn(
        "block h-1.5 overflow-hidden rounded-pill bg-surface-2 shadow-[inset_0_0_0_1px_var(--line)]",
        className,
      )}
    >
      <span
        className={cn("block h-full rounded-pill", tones[tone])}
        style={{ width: `${share * 100}%` }}
      />
    </span>
  );
}
