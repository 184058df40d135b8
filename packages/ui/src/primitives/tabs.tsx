"use client";

import * as Radix from "radix-ui/tabs";
import type { ComponentProps } from "react";
import { cn } from "../logic/cn.ts";
import { tabClasses } from "../logic/tab-classes.ts";

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

export function TabsTrigger({ className, ...rest }: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger className={cn(tabClasses, className)} {...rest} />;
}

export function TabsContent({ className, ...rest }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content className={cn("pt-5", className)} {...rest} />;
}
