"use client";

import { type ReactNode, useId } from "react";
import { cn } from "../logic/cn.ts";

export interface Segment {
  value: string;
  label: ReactNode;
  icon?: ReactNode;
  disabled?: boolean;
}

export interface SegmentedControlProps {
  label: string;
  segments: readonly Segment[];
  value: string;
  onValueChange: (value: string) => void;
  size?: "sm" | "md";
  /** Shows icons only; the words stay as names. */
  isIconOnly?: boolean;
  className?: string;
}

/** One thing in another form; exactly one is chosen. The platform's radio buttons bring the keys. */
export function SegmentedControl({
  label,
  segments,
  value,
  onValueChange,
  size = "md",
  isIconOnly = false,
  className,
}: SegmentedControlProps) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={cn(
        "inline-flex max-w-full gap-0.5 overflow-x-auto rounded-[9px] bg-surface-2 p-0.75 scroll-quiet",
        className,
      )}
    >
      {segments.map((segment) => (
        <label
          key={segment.value}
          className={cn(
            "group relative inline-flex shrink-0 cursor-pointer items-center justify-center gap-2 rounded-control text-sm font-medium whitespace-nowrap text-muted hover:text-fg has-checked:bg-selected has-checked:text-fg has-checked:shadow-[var(--elevation-1),0_0_0_1px_var(--line)] has-disabled:cursor-not-allowed has-disabled:text-subtle has-focus-visible:outline-2 has-focus-visible:-outline-offset-1 has-focus-visible:outline-ring",
            size === "sm" ? "min-h-7 px-2.5 max-sm:min-h-9" : "min-h-8 px-3 max-sm:min-h-11",
          )}
        >
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            disabled={segment.disabled ?? false}
            onChange={() => onValueChange(segment.value)}
            className="absolute inset-0 cursor-[inherit] opacity-0"
          />
          {segment.icon ? (
            <span aria-hidden className="group-has-checked:text-primary">
              {segment.icon}
            </span>
          ) : null}
          <span className={isIconOnly && segment.icon ? "sr-only" : undefined}>
            {segment.label}
          </span>
        </label>
      ))}
    </div>
  );
}
