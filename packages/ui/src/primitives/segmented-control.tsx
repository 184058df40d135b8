"use client";

import * as Radix from "radix-ui/toggle-group";
import type { ReactNode } from "react";
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

/** One thing in another form. Exactly one segment is chosen. */
export function SegmentedControl({
  label,
  segments,
  value,
  onValueChange,
  size = "md",
  isIconOnly = false,
  className,
}: SegmentedControlProps) {
  return (
    <Radix.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        if (next) onValueChange(next);
      }}
      className={cn(
        "inline-flex max-w-full gap-0.5 overflow-x-auto rounded-[9px] bg-surface-2 p-0.75 scroll-quiet",
        className,
      )}
    >
      {segments.map((segment) => (
        <Radix.Item
          key={segment.value}
          value={segment.value}
          {...(segment.disabled === undefined ? {} : { disabled: segment.disabled })}
          className={cn(
            "group inline-flex shrink-0 items-center justify-center gap-2 whitespace-nowrap rounded-control text-sm font-medium text-muted -outline-offset-1! hover:text-fg data-[state=on]:bg-selected data-[state=on]:text-fg data-[state=on]:shadow-[var(--elevation-1),0_0_0_1px_var(--line)] disabled:text-subtle",
            size === "sm" ? "min-h-7 px-2.5 max-sm:min-h-9" : "min-h-8 px-3 max-sm:min-h-10",
          )}
        >
          {segment.icon ? (
            <span className="group-data-[state=on]:text-primary">{segment.icon}</span>
          ) : null}
          <span className={isIconOnly && segment.icon ? "sr-only" : undefined}>
            {segment.label}
          </span>
        </Radix.Item>
      ))}
    </Radix.Root>
  );
}
