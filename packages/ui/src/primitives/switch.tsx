"use client";

import * as Radix from "radix-ui/switch";
import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";

export function Switch({ className, ...rest }: ComponentProps<typeof Radix.Root>) {
  return (
    <Radix.Root
      className={cn(
        "group relative inline-flex h-5 w-9 shrink-0 rounded-pill bg-control p-0.5 transition-colors duration-hover after:absolute after:-inset-2 data-[state=checked]:bg-primary disabled:opacity-60",
        className,
      )}
      {...rest}
    >
      <Radix.Thumb className="rounded-pill bg-bg duration-hover data-[state=checked]:bg-on-primary size-4 transition-transform data-[state=checked]:translate-x-4 rtl:data-[state=checked]:-translate-x-4" />
    </Radix.Root>
  );
}
