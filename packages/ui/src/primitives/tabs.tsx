"use client";

import * as Radix from "radix-ui/tabs";
import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";

export const Tabs = Radix.Root;

/** Sections of one thing. */
export function TabsList({ className, ...rest }: ComponentProps<typeof Radix.List>) {
  return (
    <Radix.List
      className={cn(
        "flex gap-5 overflow-x-auto overflow-y-hidden border-b border-line scroll-quiet",
        className,
      )}
      {...rest}
    />
  );
}

export const tabClasses =
  "relative inline-flex min-h-10 items-center gap-2 whitespace-nowrap text-sm font-medium text-muted -outline-offset-2! hover:text-fg data-[state=active]:text-fg data-[state=active]:after:absolute data-[state=active]:after:inset-x-0 data-[state=active]:after:bottom-0 data-[state=active]:after:h-0.5 data-[state=active]:after:rounded-t-[2px] data-[state=active]:after:bg-primary max-sm:min-h-11";

export function TabsTrigger({ className, ...rest }: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger className={cn(tabClasses, className)} {...rest} />;
}

export function TabsContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content className={cn("pt-5", className)} {...rest} />;
}
