"use client";

import * as Radix from "radix-ui/radio-group";
import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";

export function RadioGroup({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root className={cn("grid gap-1", className)} {...rest} />;
}

export function RadioGroupItem({ className, ...rest }: ComponentProps<typeof Radix.Item>) {
  return (
    <Radix.Item
      className={cn(
        "relative inline-grid size-4.5 shrink-0 place-items-center rounded-pill border border-control bg-raised after:absolute after:-inset-2 data-[state=checked]:border-primary data-[state=checked]:bg-primary disabled:border-line-strong disabled:bg-surface-2",
        className,
      )}
      {...rest}
    >
      <Radix.Indicator className="rounded-pill bg-on-primary size-1.5" />
    </Radix.Item>
  );
}
