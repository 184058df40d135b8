import type { ReactNode } from "react";
import { cn } from "../logic/cn.ts";

export interface FunnelStep {
  label: string;
  value: number;
  /** "12 left, most in module 3". */
  note?: ReactNode;
}

export interface FunnelChartProps {
  steps: readonly FunnelStep[];
  /** What the two colours mean. */
  words?: { here: string; left: string };
  className?: string;
}

const english = { here: "Still here", left: "Left at this step" };

/** How many are left at each step, with those lost since the one before. */
export function FunnelChart({ steps, words = english, className }: FunnelChartProps) {
  const max = Math.max(...steps.map((step) => step.value), 1);
  return (
    <div className={className}>
      <ol className="grid gap-1 text-sm">
        {steps.map((step, index) => {
          const before = steps[index - 1]?.value ?? step.value;
          const width = (step.value / max) * 100;
          const lost = Math.max(0, ((before - step.value) / max) * 100);
          return (
            <li
              key={step.label}
              className="grid grid-cols-[9rem_minmax(0,1fr)_2.5rem] items-center gap-x-4 max-md:grid-cols-[minmax(0,1fr)_2.5rem]"
            >
              <span className="max-md:col-span-2">{step.label}</span>
              <span aria-hidden className="flex h-8">
                <span className="bg-chart-1 rounded-xs" style={{ width: `${width}%` }} />
                <span
                  className={cn("bg-chart-band", lost > 0 && "rounded-e-xs")}
                  style={{ width: `${lost}%` }}
                />
              </span>
              <span className="text-end font-semibold tabular-nums">
                {step.value.toLocaleString("en")}
              </span>
              <span className="text-muted col-start-2 min-h-4 pt-0.5 pb-2 text-xs max-md:col-start-1">
                {step.note}
              </span>
            </li>
          );
        })}
      </ol>
      <p className="text-muted mt-1 flex flex-wrap gap-x-4 gap-y-1 text-xs">
        <span className="flex items-center gap-2">
          <span aria-hidden className="bg-chart-1 h-3 w-6 rounded-xs" />
          {words.here}
        </span>
        <span className="flex items-center gap-2">
          <span aria-hidden className="bg-chart-band h-3 w-6 rounded-xs" />
          {words.left}
        </span>
      </p>
    </div>
  );
}
