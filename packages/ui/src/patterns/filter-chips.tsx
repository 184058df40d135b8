"use client";

import Check from "lucide-react/icons/check";
import { cn } from "../logic/cn.ts";
import { Button } from "../primitives/button.tsx";

export interface FilterChip {
  value: string;
  label: string;
  count?: number;
}

export interface FilterChipsProps {
  /** What is filtered: "Status". */
  label: string;
  chips: readonly FilterChip[];
  value: readonly string[];
  onValueChange: (value: string[]) => void;
  /** At most one at a time. */
  isSingle?: boolean;
  className?: string;
}

export function FilterChips({
  label,
  chips,
  value,
  onValueChange,
  isSingle = false,
  className,
}: FilterChipsProps) {
  const toggle = (chip: string): void => {
    if (value.includes(chip)) onValueChange(value.filter((other) => other !== chip));
    else onValueChange(isSingle ? [chip] : [...value, chip]);
  };
  return (
    <div
      role="group"
      aria-label={label}
      className={cn("flex flex-wrap items-center gap-2", className)}
    >
      {chips.map((chip) => {
        const isOn = value.includes(chip.value);
        return (
          <button
            key={chip.value}
            type="button"
            aria-pressed={isOn}
            onClick={() => toggle(chip.value)}
            className="icon-14 rounded-pill border-control text-muted duration-hover hover:bg-surface-2 hover:text-fg aria-pressed:border-primary aria-pressed:bg-primary-soft aria-pressed:text-primary-soft-fg inline-flex min-h-8 items-center gap-1.5 border px-3 text-sm font-medium transition-colors max-sm:min-h-11 max-sm:px-4"
          >
            {isOn ? <Check aria-hidden /> : null}
            {chip.label}
            {chip.count === undefined ? null : (
              <span className="text-xs tabular-nums">{chip.count}</span>
            )}
          </button>
        );
      })}
      {value.length > 0 ? (
        <Button variant="ghost" size="sm" onClick={() => onValueChange([])}>
          Clear
        </Button>
      ) : null}
    </div>
  );
}
