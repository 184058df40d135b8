"use client";

import Check from "lucide-react/icons/check";
import Minus from "lucide-react/icons/minus";
import * as Radix from "radix-ui/checkbox";
import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";

export function Checkbox({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      className={cn(
        "group relative inline-grid align-middle size-4.5 shrink-0 place-items-center rounded-xs border border-control bg-raised after:absolute after:-inset-2 data-[state=checked]:border-primary data-[state=checked]:bg-primary data-[state=indeterminate]:border-primary data-[state=indeterminate]:bg-primary disabled:border-line-strong disabled:bg-surface-2 aria-invalid:border-incorrect",
        className,
      )}
      {...rest}
    >
      <Radix.Indicator className="text-on-primary [--icon-size:14px] [--icon-stroke:3]">
        <Check aria-hidden className="group-data-[state=indeterminate]:hidden" />
        <Minus aria-hidden className="hidden group-data-[state=indeterminate]:block" />
      </Radix.Indicator>
    </Radix.Root>
  );
}
